# Two commands do everything: `make run` and `make test`. They prepare .venv by themselves.
# The project is not installed into .venv; it runs from this folder.

SHELL := /bin/sh
.SHELLFLAGS := -ec
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PY := .venv/bin/python
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
PACKAGES := bot handlers knowledge storage
JOBS ?= 2
UV_COMPILE := uv pip compile --quiet --no-emit-index-url --no-header --universal --python-version 3.11

# Without .pyc files the start takes four times as long, so a wish of the environment not to write
# them is not passed on.
unexport PYTHONDONTWRITEBYTECODE

# Some systems ship a python3 without venv or ensurepip, and pyenv leaves names that start nothing:
# a name counts only when it really runs.
CHOOSE = chosen=; for name in $(PYTHONS); do \
	if "$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then chosen=$$name; break; fi; done; \
	if [ -z "$$chosen" ]; then \
	echo '没有找到可用的 Python（需要 3.11 或更新的版本，并带有 venv 和 ensurepip）。Debian/Ubuntu 请执行：apt install python3 python3-venv' >&2; \
	echo 'No usable Python found: 3.11 or newer with venv and ensurepip is needed. On Debian/Ubuntu: apt install python3 python3-venv' >&2; \
	exit 1; fi

# A .venv whose Python is gone or too old, or that was broken off half-way, is made anew.
SOUND := $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
GONE := $(shell test -x $(PY) || echo GONE)
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-compile
# A library may carry a template that is no valid Python; that is no reason to stop.
COMPILE_LIBRARIES := $(PY) -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true

.PHONY: help run test lint format check bench pins interpreter clean bytecode GONE

help: ## this list · 本列表
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/.runtime bytecode ## start: Telegram with TELEGRAM_TOKEN, else the trial page · 启动
	@exec $(PY) -m bot run

test: .venv/.dev bytecode ## run all tests; ARGS= goes to pytest · 运行全部测试
	@$(PY) -m pytest -q -n $(JOBS) --dist loadfile $(ARGS)

lint: .venv/.dev ## style, types and import directions · 检查代码
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet . || { echo 'Run: make format' >&2; exit 1; }
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo

format: .venv/.dev ## put the code into its form · 整理代码格式
	@$(PY) -m ruff check --quiet --fix . || true
	@$(PY) -m ruff format .

check: .venv/.runtime bytecode ## prove the knowledge base: quotes, ids, sums, dates · 核对知识库
	@$(PY) -m bot check

bench: .venv/.runtime bytecode ## measure speed, start-up and memory · 测量速度
	@$(PY) -m bench

pins: ## renew requirements*.txt from requirements*.in (needs uv) · 更新依赖版本
	@command -v uv >/dev/null || { echo 'uv is needed for this: pip install uv' >&2; exit 1; }
	$(UV_COMPILE) --upgrade requirements.in -o requirements.txt
	$(UV_COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt

interpreter: ## say which Python would be taken for .venv · 显示将使用的 Python
	@$(CHOOSE); echo "$$chosen"

clean: ## remove .venv and caches; data/ stays · 清理
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find $(PACKAGES) bench tests -name __pycache__ -prune -exec rm -rf {} +

bytecode: .venv/.runtime
	@$(PY) -m compileall -q $(PACKAGES)

.venv/.runtime: requirements.txt $(GONE)
	@$(SOUND) || { $(CHOOSE); \
	echo "正在用 $$chosen 准备 .venv，第一次约需一分钟… / Preparing .venv with $$chosen, about a minute the first time…"; \
	"$$chosen" -m venv --clear .venv; }
	@$(INSTALL) -r requirements.txt
	@$(COMPILE_LIBRARIES)
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo '正在安装测试工具… / Installing the tools for tests…'
	@$(INSTALL) -r requirements-dev.txt
	@$(COMPILE_LIBRARIES)
	@touch $@
