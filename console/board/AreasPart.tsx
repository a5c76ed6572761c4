import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/me.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { usePageWords } from '../words/page-words.js';

const Areas = lazy(async () => ({ default: (await import('../set-up/Areas.js')).Areas }));

/** What decides which team a job goes to, for those who keep the areas: read once it is asked for. */
export function AreasPart() {
  const own = usePageWords('board');
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!me.rights.includes('keep-areas')) return null;
  return (
    <div className="mt-6 flex max-w-4xl flex-col items-start gap-3">
      <Button small look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {own.areas}
        <Icon name={isOpen ? 'close' : 'down'} />
      </Button>
      {isOpen && (
        <div className="w-full">
          <Suspense>
            <Areas />
          </Suspense>
        </div>
      )}
    </div>
  );
}
