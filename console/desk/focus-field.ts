import { flushSync } from 'react-dom';

/**
 * Puts the cursor into a field of the form. `show`: what brings the field about; it is done at once, so that the next key
 * that is pressed goes there.
 */
export function focusField(form: HTMLFormElement | null, name: string, show?: () => void): void {
  if (show) flushSync(show);
  const focus = () => {
    const field = form?.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const control =
      field?.querySelector<HTMLElement>('input:checked') ??
      field?.querySelector<HTMLElement>('input, textarea, select, [tabindex="0"], button');
    control?.focus();
    return control !== undefined && control !== null;
  };
  if (!focus()) setTimeout(focus, 50);
}
