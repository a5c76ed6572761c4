import { RadioInput, type Choice } from '../look/choices.js';
import { Card } from '../look/parts.js';
import { changeSettings, useSettings, type Settings } from '../look/settings.js';
import { useWords, type Language } from '../words/words.js';

const choicesOf = (names: Record<string, string>): Choice[] =>
  Object.entries(names).map(([id, name]) => ({ id, name }));

/** Language, theme, density and sound of this browser. */
export function BrowserSettings() {
  const { t, language, speak } = useWords();
  const { theme, density, sound } = useSettings();
  return (
    <Card title={t.account.browser}>
      <p className="mb-3 text-sm text-muted">{t.account.browserAbout}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <RadioInput
          label={t.account.language}
          choices={choicesOf(t.account.languages)}
          value={language}
          onChange={(next) => speak(next as Language)}
        />
        <RadioInput
          label={t.account.density}
          choices={choicesOf(t.account.densities)}
          value={density}
          onChange={(next) => changeSettings({ density: next as Settings['density'] })}
        />
        <RadioInput
          label={t.account.theme}
          choices={choicesOf(t.account.themes)}
          value={theme}
          onChange={(next) => changeSettings({ theme: next as Settings['theme'] })}
        />
        <RadioInput
          label={t.account.sound}
          choices={choicesOf(t.account.sounds)}
          value={sound ? 'on' : 'off'}
          onChange={(next) => changeSettings({ sound: next === 'on' })}
        />
      </div>
    </Card>
  );
}
