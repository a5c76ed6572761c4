import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useOpenSites } from './SiteStep.js';

/** What the table may say for role and department, site by site. */
export function LegalRoles({ organisation }: { organisation: string }) {
  const own = usePageWords('setUp');
  const { language } = useWords();
  const sites = useOpenSites().filter((site) => site.organisation === organisation);
  return (
    <details className="rounded-md border border-line px-3 py-2 text-sm">
      <summary className="cursor-pointer font-medium">{own.roles}</summary>
      <p className="my-2 text-muted">{own.rolesHelp}</p>
      <div className="flex flex-col gap-4">
        {sites.map((site) => (
          <section key={site.id}>
            <h3 className="font-medium">
              {site.name[language]} <span className="text-muted">({site.id})</span>
            </h3>
            <Named title={own.rolesOf} of={site.roles} />
            <Named title={own.departmentsOf} of={site.departments} />
          </section>
        ))}
      </div>
    </details>
  );
}

function Named({ title, of }: { title: string; of: { id: string; name: { 'zh-CN': string; en: string } }[] }) {
  const { language } = useWords();
  if (of.length === 0) return null;
  return (
    <>
      <h4 className="mt-2 text-xs text-muted">{title}</h4>
      <ul className="grid gap-x-4 sm:grid-cols-2">
        {of.map(({ id, name }) => (
          <li key={id}>
            {name[language]} <code className="text-xs text-muted">{id}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
