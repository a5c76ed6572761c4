import { lazy, Suspense, useMemo, useState } from 'react';
import { problemText } from '../api/problem-text.js';
import { useMe } from '../api/me.js';
import { serverNow } from '../api/server-time.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Grid } from '../look/grid.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { OrganisationChoice, useOrganisation } from '../set-up/Organisation.js';
import { useOpenSites } from '../set-up/SiteStep.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AddPerson } from './AddPerson.js';
import { staffColumns } from './columns.js';
import { useStaff } from './directory.js';
import { findStaff, type StaffAsked, type StaffState } from './find-staff.js';

// Forms with calendars and the table come when somebody opens them.
const PersonSheet = lazy(async () => ({ default: (await import('./PersonSheet.js')).PersonSheet }));
const PeopleTable = lazy(async () => ({ default: (await import('../set-up/PeopleStep.js')).PeopleTable }));

const nothingAsked: StaffAsked = { words: '', site: '', role: '', state: '' };

/** The people of an organisation, found by name, phone, post or site; each opens with all that is on record of them. */
export function PeoplePage() {
  const own = usePageWords('people');
  const { t, language } = useWords();
  const me = useMe();
  const whose = useOrganisation();
  const { organisation } = whose;
  const [asked, setAsked] = useState(nothingAsked);
  const [open, setOpen] = useState<string>();
  const [sheet, setSheet] = useState<'add' | 'table'>();
  const [done, setDone] = useState<string>();
  const staff = useStaff(organisation, asked.state === 'left');
  const sites = useOpenSites().filter((site) => site.organisation === organisation);
  const columns = useMemo(() => staffColumns(own, t), [own, t]);
  if (!me.administrator) return <Empty title={own.forbidden}>{own.forbiddenAdvice}</Empty>;
  const all = staff.data?.people ?? [];
  const found = findStaff(all, asked, serverNow());
  const roles = new Map(all.flatMap(({ posts }) => posts.map(({ role, roleName }) => [role, roleName])));
  const ask = (change: Partial<StaffAsked>) => setAsked((before) => ({ ...before, ...change }));
  return (
    <>
      <PageTitle
        side={
          <>
            <Button shortcut={{ code: 'KeyG', label: own.table }} onPress={() => setSheet('table')}>
              {own.table}
            </Button>
            <Button look="primary" shortcut={{ code: 'KeyN', label: own.add }} onPress={() => setSheet('add')}>
              {own.add}
            </Button>
          </>
        }
      >
        {t.shell.people}
      </PageTitle>
      <div className="flex flex-col gap-4">
        {done && <Banner tone="ok">{done}</Banner>}
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-[minmax(22rem,2fr)_repeat(auto-fit,minmax(11rem,1fr))]">
          <TextInput
            label={own.search}
            type="search"
            value={asked.words}
            onChange={(words) => ask({ words })}
            shortcut={{ code: 'KeyF', label: t.common.search }}
          />
          <OrganisationChoice of={whose} onChange={() => setAsked(nothingAsked)} />
          {sites.length > 1 && (
            <SelectInput
              label={own.site}
              choices={sites.map(({ id, name }) => ({ id, name: name[language] }))}
              value={asked.site}
              onChange={(site) => ask({ site })}
              empty={t.common.all}
            />
          )}
          <SelectInput
            label={own.role}
            choices={[...roles].map(([id, name]) => ({ id, name }))}
            value={asked.role}
            onChange={(role) => ask({ role })}
            empty={t.common.all}
          />
          <SelectInput
            label={own.state}
            choices={Object.entries(own.states).map(([id, name]) => ({ id, name }))}
            value={asked.state}
            onChange={(state) => ask({ state: state as StaffState })}
            empty={own.allStates}
          />
        </div>
        {staff.error && <Banner tone="late">{problemText(staff.error as never, t)}</Banner>}
        {staff.isPending && organisation !== '' && <p className="text-muted">{t.common.loading}</p>}
        {staff.isSuccess && all.length === 0 && <Empty title={own.none}>{own.noneAdvice}</Empty>}
        {staff.isSuccess && all.length > 0 && (
          <>
            <p role="status" className="-mb-2 text-sm text-muted">
              {found.length === 0 ? own.notFound : own.count(found.length, all.length)}
            </p>
            {found.length > 0 && (
              <Grid
                label={own.list}
                rows={found}
                idOf={idOf}
                columns={columns}
                onOpen={({ id }) => {
                  setDone(undefined);
                  setOpen(id);
                }}
              />
            )}
          </>
        )}
      </div>
      <Sheet side title={own.add} isOpen={sheet === 'add'} onClose={() => setSheet(undefined)}>
        <AddPerson
          organisation={organisation}
          onDone={(person) => {
            setSheet(undefined);
            setDone(own.added(person.name));
            setOpen(person.id);
          }}
        />
      </Sheet>
      <Sheet side title={own.table} isOpen={sheet === 'table'} onClose={() => setSheet(undefined)}>
        <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
          {organisation === '' ? <p>{own.noneAdvice}</p> : <PeopleTable whose={whose} />}
        </Suspense>
      </Sheet>
      <Sheet
        side
        title={all.find(({ id }) => id === open)?.name ?? own.list}
        isOpen={open !== undefined}
        onClose={() => setOpen(undefined)}
      >
        <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
          {open !== undefined && (
            <PersonSheet
              key={open}
              person={open}
              organisation={organisation}
              onLeft={(name) => {
                setOpen(undefined);
                setDone(own.left(name));
              }}
            />
          )}
        </Suspense>
      </Sheet>
    </>
  );
}

const idOf = ({ id }: { id: string }) => id;
