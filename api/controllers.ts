import type { Type } from '@nestjs/common';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { EmergingController } from './emerging/emerging.controller.js';
import { AlarmsController } from './alarms/alarms.controller.js';
import { AttendanceController } from './attendance/attendance.controller.js';
import { actsController } from './cases/acts.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { OutagesController } from './cases/outages.controller.js';
import { CallersController } from './callers/callers.controller.js';
import { ClocksController } from './clocks/clocks.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { CustomerLinksController } from './customer/customer-links.controller.js';
import { CustomerPagesController } from './customer/customer-pages.controller.js';
import { DutyCalendarController } from './duties/duty-calendar.controller.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { FilesController } from './files/files.controller.js';
import { FiguresController } from './figures/figures.controller.js';
import { WorkController } from './figures/work.controller.js';
import { FormsController } from './forms/forms.controller.js';
import { ResponsibilityController } from './figures/responsibility.controller.js';
import { HeadsController } from './heads/heads.controller.js';
import { HealthController } from './health/health.controller.js';
import { LiveController } from './live/live.controller.js';
import { MeController } from './me/me.controller.js';
import { NamesController } from './names/names.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { PreferencesController } from './notices/preferences.controller.js';
import { ReceiptsController } from './notices/notice-receipt.service.js';
import { OperationsController } from './operations/operations.controller.js';
import { AbsencesController } from './people/absences.controller.js';
import { PeopleController } from './people/people.controller.js';
import { StaffController } from './people/staff.controller.js';
import { DutyNowController } from './rosters/duty-now.controller.js';
import { RostersController } from './rosters/rosters.controller.js';
import { HolidaysController } from './holidays/holidays.controller.js';
import { UploadsController } from './uploads/uploads.controller.js';
import { VersionMigrationsController } from './rulebooks/version-migrations.controller.js';
import { PublishingController } from './rulebooks/publishing.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { OneTimePasswordsController } from './session/one-time-passwords.controller.js';
import { OwnAccessController } from './session/own-access.controller.js';
import { SessionController } from './session/session.controller.js';
import { SetUpController } from './session/set-up.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { SheetsController } from './sheets/sheets.controller.js';
import { RulebooksController } from './rulebooks/rulebooks.controller.js';
import { SitesController } from './sites/sites.controller.js';
import { RevisitsController } from './tasks/revisits.controller.js';
import { StandardAnswersController } from './standard-answers/standard-answers.controller.js';
import { OrdersController, TasksController } from './tasks/tasks.controller.js';
import { AreasController } from './teams/areas.controller.js';
import { TeamSheetsController } from './teams/team-sheets.controller.js';
import { TeamsController } from './teams/teams.controller.js';
import { SavedViewsController } from './views/saved-views.controller.js';
import { WallController } from './wall/wall.controller.js';
import { WallLinksController } from './wall/wall-links.controller.js';

/** Every controller of the API; acts have their routes from the rulebooks. */
export function controllersOf(rulebooks: Rulebook[]): Type[] {
  return [
    CasesController,
    OutagesController,
    EmergingController,
    actsController(rulebooks),
    CallersController,
    ClocksController,
    DutyCalendarController,
    RulebooksController,
    NamesController,
    TasksController,
    OrdersController,
    RevisitsController,
    NoticesController,
    PeopleController,
    StaffController,
    AbsencesController,
    SitesController,
    StandardAnswersController,
    RostersController,
    DutyNowController,
    AlarmsController,
    AttendanceController,
    ContactsController,
    CustomerLinksController,
    CustomerPagesController,
    DeliveriesController,
    ErasuresController,
    FilesController,
    UploadsController,
    FiguresController,
    WorkController,
    ResponsibilityController,
    PublishingController,
    VersionMigrationsController,
    HolidaysController,
    TeamsController,
    AreasController,
    FormsController,
    ReportsController,
    SheetsController,
    ImportsController,
    TeamSheetsController,
    PreferencesController,
    ReceiptsController,
    SavedViewsController,
    WallController,
    WallLinksController,
    MeController,
    OwnAccessController,
    SessionController,
    OneTimePasswordsController,
    SetUpController,
    LiveController,
    HeadsController,
    HealthController,
    OperationsController,
  ];
}
