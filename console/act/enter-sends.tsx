import type { KeyboardEvent, ReactNode } from 'react';

/** Around fields of several lines: Enter sends, Shift+Enter is a new line; never while a word is being composed. */
export function EnterSends({
  send,
  onTyping,
  children,
}: {
  send: () => void;
  /** Told when somebody begins or ends to type in one of them. */
  onTyping?: (isTyping: boolean) => void;
  children: ReactNode;
}) {
  const isText = (target: EventTarget) => (target as HTMLElement).matches('textarea, input[type=text]');
  const onKeyDown = (event: KeyboardEvent) => {
    const isLines = (event.target as HTMLElement).matches('textarea');
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !isLines) return;
    event.preventDefault();
    send();
  };
  return (
    <div
      role="presentation"
      className="flex flex-col gap-3"
      onKeyDown={onKeyDown}
      onFocus={(event) => onTyping?.(isText(event.target))}
      onBlur={() => onTyping?.(false)}
    >
      {children}
    </div>
  );
}
