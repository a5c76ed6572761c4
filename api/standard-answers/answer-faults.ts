import type { QueryRunner } from 'typeorm';
import { occasionsOf, unfilledPlaceholders } from '../../domain/notices/occasions.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { listOf } from '../../domain/rulebook/lists.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import { lastDay, type AnswerText } from '../../ledger/standard-answers/standard-answers.js';
import type { StandardAnswerDto } from './standard-answers.dto.js';

/** What a body says, with what was left out. */
export function answerText(body: StandardAnswerDto): AnswerText {
  const { rulebook = null, clause = null, occasion = null, validUntil = null } = body;
  const { title, words, language, kinds, categories, validFrom } = body;
  return { title, words, language, rulebook, clause, kinds, categories, occasion, validFrom, validUntil };
}

/** Everything that is wrong with an answer (`answer`: where it is one on record already), before it is kept. */
export async function answerFaults(
  runner: QueryRunner,
  text: AnswerText,
  { organisation, rulebooks }: ChangeContext,
  answer?: string,
): Promise<FieldFault[]> {
  const { rulebook: name, validFrom, validUntil, occasion } = text;
  const used: { rulebooks: string[] }[] = await runner.query(`SELECT rulebooks FROM sites WHERE organisation = $1`, [
    organisation,
  ]);
  const own = new Set(used.flatMap((site) => site.rulebooks));
  const asked = rulebooks.filter((rulebook) => own.has(rulebook.name) && (name === null || rulebook.name === name));
  const faults: FieldFault[] = [];
  if (asked.length === 0)
    return [
      fieldFault(
        name === null ? 'organisation' : 'rulebook',
        'No site of the organisation goes by such a rulebook.',
        '该单位没有项目使用此规程。',
      ),
    ];
  if (validUntil !== null && validUntil < validFrom)
    faults.push(fieldFault('validUntil', 'The last day lies before the first.', '截止日期早于开始日期。'));
  faults.push(...unknownIds(text, asked));
  if (occasion !== null) faults.push(...(await messageFaults(runner, text, asked[0]!, organisation, answer)));
  return faults;
}

function unknownIds({ clause, kinds, categories }: AnswerText, rulebooks: Rulebook[]): FieldFault[] {
  const faults: FieldFault[] = [];
  const has = (known: (rulebook: Rulebook) => object | undefined, id: string) =>
    rulebooks.some((rulebook) => Object.hasOwn(known(rulebook) ?? {}, id));
  if (clause !== null && !has((rulebook) => rulebook.clauses, clause))
    faults.push(fieldFault('clause', `There is no clause ${clause}.`, `没有条款 ${clause}。`));
  for (const kind of kinds)
    if (!has((rulebook) => rulebook.kinds, kind))
      faults.push(fieldFault('kinds', `There is no kind of case '${kind}'.`, `没有案件种类“${kind}”。`));
  for (const category of categories)
    if (!has((rulebook) => listOf(rulebook, 'categories'), category))
      faults.push(fieldFault('categories', `There is no category '${category}'.`, `没有类别“${category}”。`));
  return faults;
}

async function messageFaults(
  runner: QueryRunner,
  text: AnswerText,
  rulebook: Rulebook,
  organisation: string,
  answer: string | undefined,
): Promise<FieldFault[]> {
  const { kinds, occasion, words, language, validFrom, validUntil } = text;
  if (text.rulebook === null || kinds.length !== 1)
    return [
      fieldFault(
        'occasion',
        'A message to customers names its rulebook and its one kind of case.',
        '发给客户的消息须指明规程和一种案件。',
      ),
    ];
  const known = occasionsOf(rulebook.kinds[kinds[0]!]?.customerNotifyRules);
  const rule = known.find((one) => one.occasion === occasion)?.rule;
  if (!rule)
    return [
      fieldFault(
        'occasion',
        `Customers are told nothing at '${occasion}': use one of ${known.map((one) => one.occasion).join(', ') || '(none)'}.`,
        `“${occasion}”时不向客户发消息，可选：${known.map((one) => one.occasion).join('、') || '（无）'}。`,
      ),
    ];
  const faults = unfilledPlaceholders(words, rule, rulebook.deskPhone).map((name) =>
    fieldFault('words', `Nothing fills {${name}} here: leave it out.`, `此处没有内容可填入 {${name}}，请删去。`),
  );
  const [double] = await runner.query(
    `SELECT FROM standard_answers answers WHERE organisation = $1 AND rulebook = $2 AND kinds = $3 AND occasion = $4 AND language = $5 AND answer IS DISTINCT FROM $6::bigint
       AND NOT EXISTS (SELECT FROM standard_answers ended WHERE ended.answer = answers.answer AND ended.ended_at IS NOT NULL)
       AND valid_from <= COALESCE($8::date, 'infinity') AND $7::date <= ${lastDay}`,
    [organisation, text.rulebook, kinds, occasion, language, answer ?? null, validFrom, validUntil],
  );
  if (double)
    faults.push(
      fieldFault(
        'occasion',
        'There is a message for this step in this language at that time already: change or end that one.',
        '该步骤在此期间已有此语言的消息，请修改或停用原有消息。',
      ),
    );
  return faults;
}
