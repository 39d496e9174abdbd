"""`check`: proves the whole knowledge base."""

from __future__ import annotations

import typer

from knowledge import check_catalogue, load_catalogue

from .. import clock


def check() -> int:
    """核对知识库：原话、编号、合计、日期。有错时列出“文件:行号: 问题”，退出码 1。"""
    catalogue = load_catalogue()
    faults = check_catalogue(catalogue, clock.day_of(clock.now()))
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        typer.echo(f"共 {len(faults)} 处问题。", err=True)
        return 1
    points = len(catalogue.points)
    quotes = sum(len(point.cites) for point in catalogue.points.values())
    plans = "、".join(book.plan.title for book in catalogue.plans.values())
    typer.echo(f"知识库没有问题：{plans}；{points} 个要点，{quotes} 处原话都在原文里。")
    return 0
