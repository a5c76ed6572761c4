import { Core1700000000000 } from './1700000000000-core.js';
import { People1700000100000 } from './1700000100000-people.js';
import { Dispatch1700000200000 } from './1700000200000-dispatch.js';
import { Figures1700000300000 } from './1700000300000-figures.js';
import { Forms1700000400000 } from './1700000400000-forms.js';
import { Publishing1700000500000 } from './1700000500000-publishing.js';
import { Notices1700000600000 } from './1700000600000-notices.js';
import { HotPath1700000800000 } from './1700000800000-hot-path.js';
import { SchemaVersion1700000900000 } from './1700000900000-schema-version.js';
import { Sessions1700001000000 } from './1700001000000-sessions.js';
import { SavedViews1700001100000 } from './1700001100000-saved-views.js';
import { Callers1700001200000 } from './1700001200000-callers.js';
import { TaskOrder1700001300000 } from './1700001300000-task-order.js';
import { EntryFiles1700001410000 } from './1700001410000-entry-files.js';
import { CaseNumbers1700001410010 } from './1700001410010-case-numbers.js';
import { UploadLimits1700001420000 } from './1700001420000-upload-limits.js';
import { WorkerHeartbeats1700001430000 } from './1700001430000-worker-heartbeats.js';
import { TokenEnds1700001430010 } from './1700001430010-token-ends.js';
import { Alarms1700001440000 } from './1700001440000-alarms.js';
import { OrganisationRecord1700001450000 } from './1700001450000-organisation-record.js';
import { Heads1700001450010 } from './1700001450010-heads.js';
import { PeoplePhones1700001500000 } from './1700001500000-people-phones.js';
import { Imports1700001500050 } from './1700001500050-imports.js';
import { HolidayNotices1700001500600 } from './1700001500600-holiday-notices.js';
import { Words1700001600000 } from './1700001600000-words.js';
import { Erasure1700001610000 } from './1700001610000-erasure.js';
import { Search1700001620000 } from './1700001620000-search.js';
import { OutageCalls1700001700400 } from './1700001700400-outage-calls.js';
import { Recount1700001700600 } from './1700001700600-recount.js';
import { StandardAnswers1700001700700 } from './1700001700700-standard-answers.js';
import { CustomerLinks1700001800200 } from './1700001800200-customer-links.js';
import { WallLinks1700001800300 } from './1700001800300-wall-links.js';
import { PublishingReasons1700001800500 } from './1700001800500-publishing-reasons.js';
import { FailedDeliveries1700001800600 } from './1700001800600-failed-deliveries.js';
import { Backups1700001800700 } from './1700001800700-backups.js';
import { Wake1700001900000 } from './1700001900000-wake.js';
import { TellBy1700002000000 } from './1700002000000-tell-by.js';
import { Growth1700002300000 } from './1700002300000-growth.js';
import { FlatReads1700002400000 } from './1700002400000-flat-reads.js';
import type { SchemaMigration } from './schema-migration.js';

/** Every migration, oldest first. Forward only: a new one is a new file and a line here. */
export const migrations: (new () => SchemaMigration)[] = [
  Core1700000000000,
  People1700000100000,
  Dispatch1700000200000,
  Figures1700000300000,
  Forms1700000400000,
  Publishing1700000500000,
  Notices1700000600000,
  HotPath1700000800000,
  SchemaVersion1700000900000,
  Sessions1700001000000,
  SavedViews1700001100000,
  Callers1700001200000,
  TaskOrder1700001300000,
  EntryFiles1700001410000,
  CaseNumbers1700001410010,
  UploadLimits1700001420000,
  WorkerHeartbeats1700001430000,
  TokenEnds1700001430010,
  Alarms1700001440000,
  OrganisationRecord1700001450000,
  Heads1700001450010,
  PeoplePhones1700001500000,
  Imports1700001500050,
  HolidayNotices1700001500600,
  Words1700001600000,
  Erasure1700001610000,
  Search1700001620000,
  OutageCalls1700001700400,
  Recount1700001700600,
  StandardAnswers1700001700700,
  CustomerLinks1700001800200,
  WallLinks1700001800300,
  PublishingReasons1700001800500,
  FailedDeliveries1700001800600,
  Backups1700001800700,
  Wake1700001900000,
  TellBy1700002000000,
  Growth1700002300000,
  FlatReads1700002400000,
];
