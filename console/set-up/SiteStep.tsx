import { useState } from 'react';
import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { SiteForm } from './SiteForm.js';

/** The sites that are not closed. */
export function useOpenSites(): Json<'SiteRecordJson'>[] {
  const sites = $api.useQuery('get', '/v1/sites');
  return (sites.data?.sites ?? []).filter(({ endedAt }) => endedAt === null);
}

/** The sites on record, and a form for another. */
export function SiteStep() {
  const own = usePageWords('setUp');
  const { t, language } = useWords();
  const [adds, setAdds] = useState(false);
  const [added, setAdded] = useState<string>();
  const rulebooks = $api.useQuery('get', '/v1/rulebooks', {}, { staleTime: 600_000 });
  const sites = useOpenSites();
  const title = (name: string) => rulebooks.data?.rulebooks.find((one) => one.name === name)?.title[language] ?? name;
  const isOpen = adds || sites.length === 0;
  return (
    <div className="flex flex-col gap-4">
      {added && <Banner tone="ok">{own.siteAdded(added)}</Banner>}
      {rulebooks.error && <Banner tone="late">{problemText(rulebooks.error as never, t)}</Banner>}
      {sites.length > 0 && (
        <div>
          <h3 className="mb-1 text-sm font-medium">{own.sitesThere}</h3>
          <ul className="divide-y divide-line text-sm">
            {sites.map((site) => (
              <li key={site.id} className="py-1.5">
                <span className="font-medium">{site.name[language]}</span>{' '}
                <span className="text-muted">{own.kinds[site.kind as 'estate'] ?? site.kind}</span>
                <span className="block text-xs text-muted">{site.rulebooks.map(title).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {isOpen ? (
        <SiteForm
          rulebooks={rulebooks.data?.rulebooks ?? []}
          organisation={sites[0]?.organisation ?? ''}
          onDone={(name) => {
            setAdds(false);
            setAdded(name);
          }}
          onCancel={sites.length > 0 ? () => setAdds(false) : undefined}
        />
      ) : (
        <Button className="self-start" shortcut={{ code: 'KeyN', label: own.addSite }} onPress={() => setAdds(true)}>
          {own.addSite}
        </Button>
      )}
    </div>
  );
}
