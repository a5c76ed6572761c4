import { usePageWords } from '../words/page-words.js';
import { LegalRoles } from './LegalRoles.js';
import { OrganisationChoice, useOrganisation, type ChosenOrganisation } from './Organisation.js';
import { TableUpload } from './TableUpload.js';

/** People from a spreadsheet, after whose they are has been chosen. */
export function PeopleStep() {
  const own = usePageWords('setUp');
  const whose = useOrganisation();
  if (whose.organisation === '') return <p className="text-sm text-muted">{own.noSites}</p>;
  return <PeopleTable whose={whose} />;
}

/** People from a spreadsheet: the table as it stands, what it may say, and the way in. */
export function PeopleTable({ whose }: { whose: ChosenOrganisation }) {
  const own = usePageWords('setUp');
  const { organisation } = whose;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{own.peopleAbout}</p>
      <OrganisationChoice of={whose} onChange={() => undefined} />
      <TableUpload key={organisation} kind="people" organisation={organisation} download={own.download}>
        <LegalRoles organisation={organisation} />
      </TableUpload>
    </div>
  );
}
