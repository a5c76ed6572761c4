import { useSearchParams } from 'wouter';
import { $api, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Badge, Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords, type Language } from '../words/words.js';
import { MessagePreview } from './MessagePreview.js';
import { TextActions } from './TextActions.js';
import { TextSheets } from './TextSheets.js';
import { useTexts, type Answer, type Occasion, type Texts } from './use-texts.js';

const languages: readonly Language[] = ['zh-CN', 'en'];

/** What customers get by text message or mail, step by step: as the rulebook says it, or as it was reworded. */
export function Messages({ organisation, rulebooks }: { organisation: string; rulebooks: readonly string[] }) {
  const own = usePageWords('texts');
  const { t, language } = useWords();
  const texts = useTexts(organisation);
  const [search, setSearch] = useSearchParams();
  const { data, error, isPending } = $api.useQuery('get', '/v1/standard-answers/occasions', {}, { staleTime: 60_000 });
  const titles = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 }).data?.rulebooks ?? [];
  const occasions = (data?.occasions ?? []).filter(({ rulebook }) => rulebooks.includes(rulebook));
  const rulebook = rulebooks.find((one) => one === search.get('rulebook')) ?? rulebooks[0] ?? '';
  const kinds = [
    ...new Map(occasions.flatMap((one) => (one.rulebook === rulebook ? [[one.kind, one.kindName[language]]] : []))),
  ] as [string, string][];
  const kind = kinds.find(([id]) => id === search.get('kind'))?.[0] ?? kinds[0]?.[0] ?? '';
  const set = (changed: Record<string, string>) => setSearch({ part: 'messages', rulebook, kind, ...changed });
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">{own.messagesAbout}</p>
      {texts.done && <Banner tone="ok">{texts.done}</Banner>}
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      <div className="flex flex-wrap gap-3">
        {rulebooks.length > 1 && (
          <SelectInput
            label={own.answerRulebook}
            choices={rulebooks.map((id) => ({
              id,
              name: titles.find(({ name }) => name === id)?.title[language] ?? id,
            }))}
            value={rulebook}
            onChange={(next) => set({ rulebook: next, kind: '' })}
          />
        )}
        {kinds.length > 0 && (
          <SelectInput
            label={t.common.kind}
            choices={kinds.map(([id, name]) => ({ id, name }))}
            value={kind}
            onChange={(next) => set({ kind: next })}
          />
        )}
      </div>
      {data && kinds.length === 0 && <Empty title={own.noMessages}>{own.noMessagesAdvice}</Empty>}
      <ol className="grid items-start gap-4 xl:grid-cols-2">
        {occasions
          .filter((one) => one.rulebook === rulebook && one.kind === kind)
          .map((one) => (
            <li key={one.occasion} className="min-w-0">
              <OccasionCard
                occasion={one}
                texts={texts}
                own={texts.all.filter(
                  (answer) =>
                    answer.occasion === one.occasion && answer.rulebook === rulebook && answer.kinds[0] === kind,
                )}
              />
            </li>
          ))}
      </ol>
      <TextSheets of={texts} organisation={organisation} rulebooks={rulebooks} />
    </div>
  );
}

function OccasionCard({ occasion, texts, own: kept }: { occasion: Occasion; texts: Texts; own: Answer[] }) {
  const own = usePageWords('texts');
  const { language } = useWords();
  const nth = /\.(\d+)$/.exec(occasion.occasion)?.[1];
  return (
    <Card
      title={
        <>
          {occasion.occasionName[language]}
          {nth && ` (${nth})`} <span className="text-xs font-normal text-muted">{occasion.clause}</span>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {languages.map((of) => {
          const reworded = kept.filter((one) => one.language === of);
          return (
            <section key={of} aria-label={own.languages[of]} className="flex flex-col gap-2">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <span className="flex flex-wrap items-center gap-2 text-sm">
                  {own.languages[of]}
                  <Badge tone={reworded.length ? 'accent' : 'plain'}>
                    {reworded.length ? own.reworded : own.ofRulebook}
                  </Badge>
                </span>
                {reworded.length === 0 && (
                  <Button
                    small
                    look="quiet"
                    aria-label={`${own.reword} ${occasion.occasionName[language]} ${own.languages[of]}`}
                    onPress={() => texts.setOpen({ what: 'write', occasion, language: of })}
                  >
                    {own.reword}
                  </Button>
                )}
              </div>
              {reworded.length === 0 && <MessagePreview words={occasion.text[of]} language={of} />}
              {reworded.map((one) => (
                <div key={one.answer} className="flex flex-col gap-1">
                  <MessagePreview words={one.words} language={of} />
                  <span className="text-xs text-muted">
                    {one.title} · {own.answerVersion(one.version)} · {own.answerValid(one.validFrom, one.validUntil)}
                  </span>
                  <TextActions
                    of={one}
                    texts={texts}
                    onChange={() => texts.setOpen({ what: 'write', before: one, occasion, language: of })}
                  />
                </div>
              ))}
            </section>
          );
        })}
      </div>
    </Card>
  );
}
