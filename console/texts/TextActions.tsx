import { Button } from '../look/button.js';
import { usePageWords } from '../words/page-words.js';
import type { Answer, Texts } from './use-texts.js';

/** What can be done with a text that is kept: change it, look at its versions, end it. */
export function TextActions({ of, texts, onChange }: { of: Answer; texts: Texts; onChange: () => void }) {
  const own = usePageWords('texts');
  const actions: [word: string, label: string, press: () => void][] = [
    [own.change, `${own.change} ${of.title}`, onChange],
    [own.versions, own.versionsOf(of.title), () => texts.setOpen({ what: 'versions', before: of })],
    [own.endAnswer, `${own.endAnswer} ${of.title}`, () => texts.setGoing(of)],
  ];
  return (
    <span className="flex flex-wrap">
      {actions.map(([word, label, press]) => (
        <Button key={word} small look="quiet" aria-label={label} onPress={press}>
          {word}
        </Button>
      ))}
    </span>
  );
}
