import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useSendOnce } from '../act/send.js';
import { choicesOf, recordFields } from '../act/values.js';
import { $api, newKey, Problem, type Json } from '../api/client.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { ColumnChoices } from './ColumnChoices.js';
import { ImportReport } from './ImportReport.js';
import { isNamespace, mappingOf, namespaceFrom, suggestedFor, tableFields, type Chosen } from './mapping.js';
import { beginImport, isTable, readHeadings, type AskedImport } from './send-import.js';
import { useImportKinds } from './import-kinds.js';

interface ReadTable extends Json<'ImportHeadingsJson'> {
  file: File;
}

/** A table is chosen, its columns are named, it is tried, and imported. */
export function ImportForm() {
  const own = usePageWords('imports');
  const { t, language } = useWords();
  const [siteId, setSite] = useState('');
  const [kindId, setKind] = useState('');
  const [table, setTable] = useState<ReadTable>();
  const [chosen, setChosen] = useState<Chosen>({});
  const [channel, setChannel] = useState('');
  const [namespace, setNamespace] = useState('');
  const [asHistory, setAsHistory] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [isReading, setReading] = useState(false);
  const [begun, setBegun] = useState<{ id: string; asked: string; dry: boolean }>();
  const { sites, isPending } = useImportKinds();
  const site = sites.find((one) => one.id === siteId) ?? sites[0];
  const of = site?.kinds.find((one) => one.kind.kind === kindId) ?? site?.kinds[0];
  const fields = of ? tableFields(of.kind) : [];
  const channels = of ? (channelsOf(of.kind, of.rules, language) ?? []) : [];
  const usual = channels.find(({ id }) => id === channel)?.id ?? channels[0]?.id ?? '';
  const asked: AskedImport | undefined = of &&
    site &&
    table && {
      file: table.file,
      mapping: mappingOf({ namespace, channel: usual, kind: of.kind.kind }, chosen),
      site: site.id,
      rulebook: of.rulebook,
      asHistory,
    };
  const text = asked && JSON.stringify({ ...asked, file: [asked.file.name, asked.file.size, asked.file.lastModified] });
  const trial = useSendOnce(
    (key) => beginImport(asked!, { key, dry: true }),
    ({ id }) => setBegun({ id, asked: text!, dry: true }),
  );
  const real = useSendOnce(
    (key) => beginImport(asked!, { key, dry: false }),
    ({ id }) => setBegun({ id, asked: text!, dry: false }),
  );
  const tried = $api.useQuery(
    'get',
    '/v1/imports/{id}',
    { params: { path: { id: begun?.id ?? '' } } },
    { enabled: begun?.dry === true && begun.asked === text },
  ).data;
  const mayStart = begun?.dry === true && begun.asked === text && tried?.status === 'done';
  const look = async (file: File | undefined) => {
    if (!file || !of) return;
    setBegun(undefined);
    setProblem(undefined);
    if (!isTable(file)) return setProblem(new Problem(415, 'wrong-file', '', own.wrongFile));
    setReading(true);
    try {
      // Read now: the file may be written to again before it is sent.
      const kept = new File([await file.arrayBuffer()], file.name, { lastModified: file.lastModified });
      const headings = await readHeadings(kept);
      setTable({ ...headings, file: kept });
      setChosen(suggestedFor(headings.suggested, fields));
      if (!isNamespace(namespace)) setNamespace(namespaceFrom(file.name));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(500, 'fault', '', t.common.fault));
    }
    setReading(false);
  };
  if (isPending) return <p className="text-muted">{t.common.loading}</p>;
  if (!site || !of) return <Empty title={own.mayNot}>{own.mayNotAdvice}</Empty>;
  const missing = missingOf(chosen, namespace, own);
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          {sites.length > 1 && (
            <SelectInput
              label={own.site}
              choices={sites.map(({ id, name }) => ({ id, name: name[language] }))}
              value={site.id}
              onChange={setSite}
            />
          )}
          <SelectInput
            label={own.kind}
            choices={site.kinds.map(({ kind }) => ({ id: kind.kind, name: kind.name[language] }))}
            value={of.kind.kind}
            onChange={setKind}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <FileTrigger acceptedFileTypes={['.xlsx', '.csv']} onSelect={(files) => void look(files?.[0])}>
            <Button look={table ? 'secondary' : 'primary'} isPending={isReading}>
              {table ? own.chooseOther : own.choose}
            </Button>
          </FileTrigger>
          {table && table.row !== null && (
            <span role="status">{own.chosen(table.file.name, table.headings.length, table.row)}</span>
          )}
        </div>
        {table && table.row === null && <Banner tone="warn">{own.noHeadings}</Banner>}
        <Refused problem={problem} />
        {table && table.row !== null && (
          <>
            <ColumnChoices
              {...{ fields, chosen, language }}
              rules={of.rules}
              headings={table.headings}
              set={setChosen}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextInput
                label={own.namespace}
                help={own.namespaceHelp}
                maxLength={40}
                value={namespace}
                onChange={setNamespace}
                error={namespace !== '' && !isNamespace(namespace) ? own.namespaceHelp : undefined}
              />
              <SelectInput label={own.channel} choices={channels} value={usual} onChange={setChannel} />
            </div>
            <label className="flex min-h-9 cursor-pointer items-start gap-2">
              <input
                type="checkbox"
                className="mt-0.5 size-4.5 shrink-0 accent-accent"
                checked={asHistory}
                onChange={({ target }) => setAsHistory(target.checked)}
              />
              <span>
                {own.asHistory} <span className="block text-sm text-muted">{own.asHistoryAbout}</span>
              </span>
            </label>
            {missing && <p className="text-sm text-warn">{missing}</p>}
            <Refused problem={trial.problem ?? real.problem} />
            <Faults problem={trial.problem ?? real.problem} />
            <div className="flex flex-wrap gap-2">
              <Button
                look={mayStart ? 'secondary' : 'primary'}
                isDisabled={missing !== undefined}
                isPending={trial.isPending}
                shortcut={{ code: 'KeyD', alt: true, label: own.dryRun }}
                onPress={() => {
                  real.clear();
                  trial.submit(`${text} ${newKey()}`);
                }}
              >
                {own.dryRun}
              </Button>
              {mayStart && tried.counts.taken + tried.counts.joined > 0 && (
                <Button
                  look="primary"
                  isPending={real.isPending}
                  shortcut={{ code: 'KeyS', alt: true, label: own.startPlain }}
                  onPress={() => real.submit(text!)}
                >
                  {own.start(tried.counts.taken + tried.counts.joined)}
                </Button>
              )}
            </div>
          </>
        )}
        {begun && <ImportReport key={begun.id} id={begun.id} />}
      </div>
    </Card>
  );
}

/** What a mapping is refused for, by its line. */
function Faults({ problem }: { problem: Problem | undefined }) {
  if (!problem || problem.errors.length === 0) return null;
  return (
    <ul className="list-disc pl-5 text-sm text-late">
      {problem.errors.map(({ field, detail }) => (
        <li key={`${field} ${detail}`}>{detail}</li>
      ))}
    </ul>
  );
}

function missingOf(
  chosen: Chosen,
  namespace: string,
  own: { needId: string; needText: string; needNamespace: string },
): string | undefined {
  if (!chosen['id']) return own.needId;
  if (!chosen['subject'] && !chosen['description']) return own.needText;
  return isNamespace(namespace) ? undefined : own.needNamespace;
}

function channelsOf(kind: Json<'KindJson'>, rules: Json<'KindsJson'>, language: 'zh-CN' | 'en') {
  const field = recordFields(kind).find(({ name }) => name === 'channel');
  return field
    ? choicesOf(field, rules, language)
    : rules.lists['channels']?.map(({ id, name }) => ({ id, name: name[language] }));
}
