import { useState } from 'react';
import { $api, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** For administrators: what the workflow of the case did, step by step over its raw events, and what it waits for. */
export function History({ number, isShown = false }: { number: string; isShown?: boolean }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(isShown);
  const { data, error } = $api.useQuery(
    'get',
    '/v1/cases/{number}/history',
    { params: { path: { number } } },
    { enabled: isOpen },
  );
  return (
    <Card
      title={t.case.history}
      side={
        <Button small look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {isOpen ? t.common.close : t.common.open}
        </Button>
      }
    >
      {isOpen && error instanceof Problem && <Banner tone="warn">{problemText(error, t)}</Banner>}
      {isOpen && data && (
        <div className="flex flex-col gap-3 text-sm">
          {data.waitsFor && <Banner>{`${t.case.waitsFor} ${data.waitsFor}`}</Banner>}
          {data.uiUrl && (
            <a href={data.uiUrl} target="_blank" rel="noreferrer" className="w-fit text-accent underline">
              {t.case.temporalUi}
            </a>
          )}
          <ol className="flex flex-col gap-1.5">
            {data.steps.map((step) => (
              <li key={step.events[0]}>
                <details>
                  <summary className="flex cursor-pointer flex-wrap justify-between gap-x-3">
                    <span>{step.sentence}</span>
                    <span className="text-muted">
                      <When at={step.at} />
                    </span>
                  </summary>
                  <pre className="mt-1 overflow-x-auto rounded bg-raised p-2 text-xs" tabIndex={0}>
                    {JSON.stringify(
                      data.events.filter(({ eventId }) => step.events.includes(String(eventId))),
                      null,
                      2,
                    )}
                  </pre>
                </details>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Card>
  );
}
