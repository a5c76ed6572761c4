import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { keyName, useShortcut, type Shortcut } from './keys.js';

const looks = {
  primary:
    'bg-accent text-on-accent hover:bg-accent-deep pressed:bg-accent-deep border-transparent font-medium shadow-xs',
  secondary: 'bg-surface text-ink border-edge hover:bg-raised pressed:bg-raised',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-raised pressed:bg-raised',
  danger: 'bg-surface text-late border-late hover:bg-late-tint pressed:bg-late-tint',
};

/** The class of a button, for links that look like one. */
export const buttonClass = (look: keyof typeof looks = 'secondary', small = false): string =>
  `inline-flex cursor-pointer items-center justify-center gap-1.5 rounded-md border ${looks[look]} ${small ? 'min-h-8 px-2 text-sm' : 'min-h-10 px-4'} disabled:cursor-not-allowed disabled:opacity-60`;

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  look?: keyof typeof looks;
  small?: boolean;
  /** A key that presses it, shown on it. */
  shortcut?: Shortcut | undefined;
  children: ReactNode;
  className?: string;
}

/** A button. While `isPending` it stays focused and does nothing. */
export function Button({
  look = 'secondary',
  small = false,
  shortcut,
  children,
  className = '',
  ...rest
}: ButtonProps) {
  const { onPress, isDisabled, isPending } = rest;
  useShortcut(isDisabled || isPending ? undefined : shortcut, () => {
    if (onPress) onPress({} as never);
    else if (rest.type === 'submit' && rest.form)
      (document.getElementById(rest.form) as HTMLFormElement).requestSubmit();
  });
  return (
    <AriaButton {...rest} className={`${buttonClass(look, small)} ${className}`}>
      {children}
      {shortcut && <Key shortcut={shortcut} />}
    </AriaButton>
  );
}

/** The name of a key beside what it does; not read aloud, the list behind `?` is. */
export function Key({ shortcut }: { shortcut: Pick<Shortcut, 'code' | 'alt' | 'shift'> }) {
  return (
    <kbd
      aria-hidden="true"
      className="shrink-0 rounded border border-current/40 px-1 font-sans whitespace-nowrap text-[0.7rem] leading-4 max-sm:hidden"
    >
      {keyName(shortcut)}
    </kbd>
  );
}
