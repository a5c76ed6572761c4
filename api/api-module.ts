import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { Logger } from 'pino';
import { FileStore } from '../ledger/files/file-store.js';
import { Ledger } from '../ledger/ledger.js';
import { Engine } from '../temporal/engine.js';
import { AuthGuard } from './permission/auth.guard.js';
import { Callers } from './permission/callers.js';
import { EmergingController } from './emerging/emerging.controller.js';
import { EmergingService } from './emerging/emerging.service.js';
import { GatheringService } from './emerging/gathering.service.js';
import { AlarmsController } from './alarms/alarms.controller.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { AttendanceController } from './attendance/attendance.controller.js';
import { actsController } from './cases/acts.controller.js';
import { ActPreviewService } from './cases/act-preview.service.js';
import { CasesController } from './cases/cases.controller.js';
import { CaseService } from './cases/case.service.js';
import { WorkflowHistoryService } from './cases/workflow-history.service.js';
import { CaseOriginCache } from './cases/case-origin-cache.js';
import { CaseDetailsService } from './cases/case-details.service.js';
import { CaseListService } from './cases/case-list.service.js';
import { OutagesController } from './cases/outages.controller.js';
import { OpenOutageService } from './cases/open-outage.service.js';
import { CaseRecordService } from './cases/case-record.service.js';
import { SimilarCaseService } from './cases/similar-case.service.js';
import { CallersController } from './callers/callers.controller.js';
import { RecordingService } from './callers/recording.service.js';
import { CallerHistoryService } from './callers/caller-history.service.js';
import { CalendarService } from './clocks/calendar.service.js';
import { ClocksController } from './clocks/clocks.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ContactService } from './contacts/contact.service.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { ErasureService } from './erasures/erasure.service.js';
import { FilesController } from './files/files.controller.js';
import { FileService } from './files/file.service.js';
import { FigureService } from './figures/figure.service.js';
import { FiguresController } from './figures/figures.controller.js';
import { FormsController } from './forms/forms.controller.js';
import { FormService } from './forms/form.service.js';
import { PrintService } from './forms/print.service.js';
import { LateClockService } from './figures/late-clock.service.js';
import { ResponsibilityController } from './figures/responsibility.controller.js';
import { HeadsController } from './heads/heads.controller.js';
import { HeadService } from './heads/head.service.js';
import { HealthController } from './health/health.controller.js';
import { noLimits, type LimitSettings } from './limits/limit-settings.js';
import { LiveController } from './live/live.controller.js';
import { liveDefaults, LiveStreams, type LiveSettings } from './live/live-streams.js';
import { MeController } from './me/me.controller.js';
import { NamesController } from './names/names.controller.js';
import { type HttpSettings } from './http-adapter.js';
import { InboxService } from './notices/inbox.service.js';
import { NoticesController } from './notices/notices.controller.js';
import { OrganisationService } from './people/organisation.service.js';
import { NoticePreferenceService } from './notices/notice-preference.service.js';
import { PreferencesController } from './notices/preferences.controller.js';
import { NoticeReceiptService, ReceiptsController } from './notices/notice-receipt.service.js';
import { AbsenceService } from './people/absence.service.js';
import { AbsencesController } from './people/absences.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PeopleService } from './people/people.service.js';
import { ProblemFilter } from './problem-filter.js';
import { ReadingService, type ReadingSettings } from './reading/reading.service.js';
import { DutyNowController } from './rosters/duty-now.controller.js';
import { DutyNowService } from './rosters/duty-now.service.js';
import { OpenSwapService } from './rosters/open-swap.service.js';
import { RosterService } from './rosters/roster.service.js';
import { RostersController } from './rosters/rosters.controller.js';
import { HolidaysController } from './holidays/holidays.controller.js';
import { VersionMigrationService } from './rulebooks/version-migration.service.js';
import { VersionMigrationsController } from './rulebooks/version-migrations.controller.js';
import { PublishingService } from './rulebooks/publishing.service.js';
import { PublishingController } from './rulebooks/publishing.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReportService } from './reports/report.service.js';
import { AccessNoticeService } from './session/access-notice.service.js';
import { OneTimePasswordsController } from './session/one-time-passwords.controller.js';
import { OwnAccessController } from './session/own-access.controller.js';
import { PasswordService } from './session/password.service.js';
import { SessionController } from './session/session.controller.js';
import { SessionService } from './session/session.service.js';
import { SetUpController } from './session/set-up.controller.js';
import { SignInDelays } from './session/sign-in-delays.js';
import { SignInSettings } from './session/sign-in-settings.js';
import { ImportService } from './imports/import.service.js';
import { ImportsController } from './imports/imports.controller.js';
import { SheetsController } from './sheets/sheets.controller.js';
import { RulebooksController } from './rulebooks/rulebooks.controller.js';
import { SiteService } from './sites/site.service.js';
import { SitesController } from './sites/sites.controller.js';
import { RevisitService } from './tasks/revisit.service.js';
import { RevisitsController } from './tasks/revisits.controller.js';
import { TaskService } from './tasks/task.service.js';
import { StandardAnswerService } from './standard-answers/standard-answer.service.js';
import { StandardAnswersController } from './standard-answers/standard-answers.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { AreasController } from './teams/areas.controller.js';
import { SkillService } from './teams/skill.service.js';
import { TeamBoardService } from './teams/team-board.service.js';
import { TeamService } from './teams/team.service.js';
import { TeamSheetsController } from './teams/team-sheets.controller.js';
import { TeamsController } from './teams/teams.controller.js';
import { SavedViewService } from './views/saved-view.service.js';
import { SavedViewsController } from './views/saved-views.controller.js';
import { TableService } from './tables/table.service.js';
import { InputPipe } from './validation.js';

/** What an API needs; tests put their own ledger and engine in. */
export interface ApiDependencies {
  ledger: Ledger;
  engine: Engine;
  /** Where photos and papers are kept. */
  files: FileStore;
  log: Logger;
  /** Plain HTTP unless it is given. */
  http?: HttpSettings;
  /** How people sign in; unless it is given, as at a desk with the default settings that is no trial. */
  signIn?: SignInSettings;
  /** Without limits unless it is given. */
  limits?: LimitSettings;
  /** For tests, which do not wait. */
  live?: Partial<LiveSettings>;
  reading?: ReadingSettings;
}

export const defaultSignIn = new SignInSettings({ idleMinutes: 240, hours: 14 }, false);

/** Every controller and service of the API. */
@Module({})
export class ApiModule {
  static of(
    { ledger, engine, files, log, live, reading = {}, signIn = defaultSignIn, limits = noLimits }: ApiDependencies,
    callers: Callers,
  ): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        CasesController,
        OutagesController,
        EmergingController,
        actsController(ledger.rulebooks.all()),
        CallersController,
        ClocksController,
        RulebooksController,
        NamesController,
        TasksController,
        RevisitsController,
        NoticesController,
        PeopleController,
        AbsencesController,
        SitesController,
        StandardAnswersController,
        RostersController,
        DutyNowController,
        AlarmsController,
        AttendanceController,
        ContactsController,
        ErasuresController,
        FilesController,
        FiguresController,
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
        MeController,
        OwnAccessController,
        SessionController,
        OneTimePasswordsController,
        SetUpController,
        LiveController,
        HeadsController,
        HealthController,
      ],
      providers: [
        { provide: Ledger, useValue: ledger },
        { provide: Engine, useValue: engine },
        { provide: FileStore, useValue: files },
        { provide: Callers, useValue: callers },
        { provide: SignInSettings, useValue: signIn },
        { provide: 'LimitSettings', useValue: limits },
        SignInDelays,
        SessionService,
        PasswordService,
        AccessNoticeService,
        CaseOriginCache,
        CaseService,
        CaseDetailsService,
        ActPreviewService,
        CaseListService,
        OpenOutageService,
        EmergingService,
        GatheringService,
        WorkflowHistoryService,
        CaseRecordService,
        SimilarCaseService,
        CallerHistoryService,
        RecordingService,
        CalendarService,
        TaskService,
        RevisitService,
        InboxService,
        NoticePreferenceService,
        NoticeReceiptService,
        ContactService,
        ErasureService,
        OrganisationService,
        PeopleService,
        AbsenceService,
        SiteService,
        StandardAnswerService,
        OpenSwapService,
        RosterService,
        DutyNowService,
        AttendanceService,
        FileService,
        ImportService,
        TableService,
        PrintService,
        ReadingService,
        { provide: 'ReadingSettings', useValue: reading },
        FormService,
        ReportService,
        FigureService,
        LateClockService,
        PublishingService,
        VersionMigrationService,
        TeamService,
        SkillService,
        TeamBoardService,
        SavedViewService,
        HeadService,
        LiveStreams,
        { provide: 'LiveSettings', useValue: { ...liveDefaults, ...live } },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_PIPE, useClass: InputPipe },
        { provide: APP_FILTER, useValue: new ProblemFilter(log) },
      ],
    };
  }
}
