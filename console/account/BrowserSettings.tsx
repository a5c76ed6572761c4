import { RadioInput, type Choice } from '../look/choices.js';
import { Card } from '../look/parts.js';
import { changeSettings, useSettings, type Settings } from '../look/settings.js';
import { usePageWords } from '../words/page-words.js';
import { useWords, type Language } from '../words/words.js';

const choicesOf = (names: Record<string, string>): Choice[] =>
  Object.entries(names).map(([id, name]) => ({ id, name }));

/** Language, theme, density and sound of this browser. */
export function BrowserSettings() {
  const own = usePageWords('account');
  const { language, speak } = useWords();
  const { theme, density, sound } = useSettings();
  return (
    <Card title={own.browser}>
      <p className="mb-3 text-sm text-muted">{own.browserAbout}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <RadioInput
          label={own.language}
          choices={choicesOf(own.languages)}
          value={language}
          onChange={(next) => speak(next as Language)}
        />
        <RadioInput
          label={own.density}
          choices={choicesOf(own.densities)}
          value={density}
          onChange={(next) => changeSettings({ density: next as Settings['density'] })}
        />
        <div className="sm:col-span-2">
          <RadioInput
            label={own.theme}
            choices={choicesOf(own.themes)}
            value={theme}
            onChange={(next) => changeSettings({ theme: next as Settings['theme'] })}
          />
        </div>
        <div className="sm:col-span-2">
          <RadioInput
            label={own.sound}
            choices={choicesOf(own.sounds)}
            value={sound ? 'on' : 'off'}
            onChange={(next) => changeSettings({ sound: next === 'on' })}
          />
        </div>
      </div>
    </Card>
  );
}
