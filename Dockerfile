# The program alone, linked statically:
#
#   docker build --tag gatelint .
#   docker run --rm --volume "$PWD:/work:ro" gatelint check
#
# There is no git in it, which `--since` and `--staged` ask.
FROM rust:1.95-alpine AS build
# What the allocator is compiled with.
RUN apk add --no-cache gcc make musl-dev
WORKDIR /build
COPY . .
ENV RUSTFLAGS="-C target-feature=+crt-static"
RUN cargo build --release --locked

FROM scratch
COPY --from=build /build/target/release/gatelint /gatelint
COPY --from=build /build/LICENSE-APACHE /build/LICENSE-MIT /
# Nothing is there to link it with.
RUN ["/gatelint", "--version"]
WORKDIR /work
ENTRYPOINT ["/gatelint"]
