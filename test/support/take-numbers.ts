// A process that draws numbers of the property company and then waits to be killed.
import { createDataSource } from '../../database/data-source.js';
import { CaseNumbers } from '../../ledger/case-numbers.js';

const source = await createDataSource(process.argv[2]!, { pool: 1 }).initialize();
const numbers = new CaseNumbers(source);
const taken: number[] = [];
for (let i = 0; i < 32; i += 1)
  await numbers.withNumber(
    'sunshine',
    async () => 'PC',
    async (reserved) => taken.push(reserved!.serial),
    () => true,
  );
process.stdout.write(JSON.stringify(taken));
setInterval(() => undefined, 1_000);
