# 见 docs/operations.md。Same pins as on a desk; the code is proved and the knowledge base read while building.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --quiet -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    LOG_FORMAT=json \
    WEB_ADDRESS=0.0.0.0 \
    WEB_PORT=8000
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY bot bot
COPY handlers handlers
COPY knowledge knowledge
COPY storage storage
# The question leaves the snapshot of the knowledge base behind, so that no later start has to read the YAML.
RUN python -m compileall -q bot handlers knowledge storage \
    && python -m bot check \
    && python -m bot ask 勐海县谁联系 \
    && groupadd --gid 10001 gonghui \
    && useradd --uid 10001 --gid gonghui --no-create-home --shell /usr/sbin/nologin gonghui \
    && install -d -o gonghui -g gonghui -m 0700 /data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "bot", "run"]
