# Parley from its sources, for docker-compose.yml. Outside of a container `npx --yes pnpm start` does the same.
FROM node:24-bookworm-slim
USER node
# Made by that user: WORKDIR would make it as root.
RUN mkdir /home/node/parley
WORKDIR /home/node/parley
COPY --chown=node:node . .
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile
CMD ["npx", "--yes", "pnpm@12.21.0", "start"]
