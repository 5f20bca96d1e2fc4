# One image for web, workers, beat and migrations, from what the repository locks. It runs as nobody in particular, and
# its root file system may be read-only: it writes to /tmp and to its files' folder, and nowhere else.
#
# A release is built from images named by digest:
#   docker build --build-arg PYTHON_IMAGE=python:3.11-slim-bookworm@sha256:… \
#                --build-arg NODE_IMAGE=node:22-bookworm-slim@sha256:… --tag registry.example.org/hearth:0.1.0 .
ARG NODE_IMAGE=node:22-bookworm-slim
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

# --- Styles and scripts.
FROM ${NODE_IMAGE} AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY assets assets
RUN node assets/build.mjs

# --- A virtual environment with everything in it, and no pip.
FROM ${PYTHON_IMAGE} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ONLY_BINARY=:all:
WORKDIR /build
COPY requirements.lock requirements-production.lock ./
# The one build tool, with what it needs, by the same hashes as everywhere. It stays in this stage.
RUN awk '/^(hatchling|packaging|pathspec|pluggy|tomlkit|trove-classifiers)==/ { on = 1 } on { print } !/\\$/ { on = 0 }' \
        requirements.lock > build.lock \
    && pip install --require-hashes --no-deps --requirement build.lock
RUN python -m venv --without-pip /opt/hearth \
    && pip --python /opt/hearth/bin/python install --require-hashes --no-deps --requirement requirements-production.lock
COPY pyproject.toml README.md ./
COPY platform/hearth platform/hearth
COPY tenants tenants
COPY core core
COPY config_per_tenant config_per_tenant
COPY api api
COPY templates templates
COPY --from=assets /build/static static
RUN pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && pip --python /opt/hearth/bin/python install --no-deps dist/hearth-*.whl \
    && DJANGO_SETTINGS_MODULE=hearth.settings.local HEARTH_STATIC_ROOT=/opt/hearth/static \
       /opt/hearth/bin/django-admin collectstatic --noinput

# --- What runs.
FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Hearth" \
      org.opencontainers.image.description="The fostering platform for English councils"
ENV PATH=/opt/hearth/bin:$PATH \
    DJANGO_SETTINGS_MODULE=hearth.settings.production \
    HEARTH_STATIC_ROOT=/opt/hearth/static \
    HEARTH_MEDIA_ROOT=/var/lib/hearth/files \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# The base image's own pip goes: nothing can be installed here. No account has a shell or a password.
RUN python -m pip uninstall --yes --root-user-action=ignore pip setuptools wheel \
    && groupadd --system --gid 10001 hearth \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin hearth \
    && install --directory --owner=10001 --group=10001 --mode=0750 /var/lib/hearth/files
COPY --from=build /opt/hearth /opt/hearth
WORKDIR /opt/hearth
USER 10001:10001
EXPOSE 8000
# No HEALTHCHECK: Kubernetes probes each kind of pod in its own way, and would not look at one.
CMD ["granian", "--interface=wsgi", "--host=0.0.0.0", "--port=8000", "--blocking-threads=1", "--no-ws", "hearth.wsgi:application"]
