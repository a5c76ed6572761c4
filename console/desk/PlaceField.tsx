import { useEffect, useRef, useState, type ComponentProps } from 'react';
import { flushSync } from 'react-dom';
import { TextInput } from '../look/fields.js';
import type { PlaceInput } from './PlaceInput.js';

type Completing = typeof PlaceInput;
let loaded: Completing | undefined;

/**
 * An address, completed once somebody works at the desk: what completes it is heavy and comes with the first key or
 * press, so that the desk itself is there at once. Whoever already writes goes on writing.
 */
export function PlaceField(props: ComponentProps<Completing>) {
  const [Input, setInput] = useState<Completing | undefined>(() => loaded);
  const [isWriting, setWriting] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const isThere = Input !== undefined;
  useEffect(() => {
    if (isThere) return;
    const ended = new AbortController();
    const { signal } = ended;
    let isComposing = false;
    const exchange = (): void => {
      if (!loaded || isComposing || signal.aborted) return;
      const hasFocus = field.current?.contains(document.activeElement) ?? false;
      // At once, its focus with it: a key that came between the two would be lost, the next go to a field too early.
      flushSync(() => {
        setWriting(hasFocus);
        setInput(() => loaded);
      });
    };
    const load = (): void => {
      // Without it the address is written as it is told.
      import('./PlaceInput.js').then(
        (module) => {
          loaded = module.PlaceInput;
          exchange();
        },
        () => undefined,
      );
    };
    for (const begun of ['keydown', 'pointerdown', 'input'])
      addEventListener(begun, load, { signal, once: true, capture: true });
    field.current?.addEventListener('compositionstart', () => (isComposing = true), { signal });
    field.current?.addEventListener(
      'compositionend',
      () => {
        isComposing = false;
        // After the words that were composed have been taken.
        setTimeout(exchange);
      },
      { signal },
    );
    return () => ended.abort();
  }, [isThere]);
  if (Input) return <Input {...props} isWriting={isWriting} />;
  const { site: _site, isWriting: _isWriting, ...look } = props;
  return (
    <div ref={field}>
      <TextInput {...look} maxLength={200} autoComplete="off" />
    </div>
  );
}
