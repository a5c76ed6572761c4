import { useState } from 'react';

/** Events as the engine has them, behind a line that opens: drawn only then. */
export function RawEvents({ title, events }: { title: string; events: readonly unknown[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit cursor-pointer text-xs text-muted">{title}</summary>
      {isOpen && (
        <pre className="mt-1 max-h-96 overflow-auto rounded bg-raised p-2 text-xs" tabIndex={0}>
          {JSON.stringify(events, null, 2)}
        </pre>
      )}
    </details>
  );
}
