// Imported first by a command: what it cannot do is said in one sentence, without a stack.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
