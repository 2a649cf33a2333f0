# plexpriv with a browser of its own, run by an ordinary user, with Chrome's
# sandbox on. How to run it: docs/docker.md.

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
ARG BUILT=
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION} -X main.built=${BUILT}" -o /plexpriv ./cmd/plexpriv

FROM debian:stable-slim
ARG VERSION=
ARG BUILT=
LABEL org.opencontainers.image.title="plexpriv" \
      org.opencontainers.image.description="Makes a Plex account private, and checks that it stays so" \
      org.opencontainers.image.source="https://github.com/plexpriv/plexpriv" \
      org.opencontainers.image.documentation="https://github.com/plexpriv/plexpriv/blob/main/docs/docker.md" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.created="${BUILT}"
# The browser's version is that of Debian's security updates on the day of the
# build: an older one would be no safer for being the same.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates chromium-headless-shell tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --create-home --home-dir /home/plexpriv plexpriv \
 && install --directory --owner=plexpriv --group=plexpriv --mode=0700 /data
COPY --from=build /plexpriv /usr/bin/plexpriv
# Not as root: Chrome would have no sandbox, and plexpriv would refuse.
USER 10001:10001
WORKDIR /home/plexpriv
# There is no keyring in a container. The sessions are in /data, sealed with the
# passphrase in the secret file.
ENV XDG_STATE_HOME=/data \
    PLEXPRIV_SESSION_STORE=file \
    PLEXPRIV_PASSPHRASE_FILE=/run/secrets/plexpriv-passphrase
VOLUME /data
# An init, because Chrome leaves processes for one to take up.
ENTRYPOINT ["/usr/bin/tini", "--", "/usr/bin/plexpriv"]
CMD ["check", "--all-profiles"]
