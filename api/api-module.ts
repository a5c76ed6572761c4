import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { Logger } from 'pino';
import { FileStore } from '../ledger/files/file-store.js';
import { Ledger } from '../ledger/ledger.js';
import { Engine } from '../temporal/engine.js';
import { AuthGuard } from './permission/auth.guard.js';
import { Callers } from './permission/callers.js';
import { EmergingService } from './emerging/emerging.service.js';
import { GatheringService } from './emerging/gathering.service.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { ActPreviewService } from './cases/act-preview.service.js';
import { CaseService } from './cases/case.service.js';
import { WorkflowHistoryService } from './cases/workflow-history.service.js';
import { CaseOriginCache } from './cases/case-origin-cache.js';
import { CaseDetailsService } from './cases/case-details.service.js';
import { CaseListService } from './cases/case-list.service.js';
import { OpenOutageService } from './cases/open-outage.service.js';
import { CaseRecordService } from './cases/case-record.service.js';
import { SimilarCaseService } from './cases/similar-case.service.js';
import { KnownCallerService } from './callers/known-caller.service.js';
import { CallerHistoryService } from './callers/caller-history.service.js';
import { CalendarService } from './clocks/calendar.service.js';
import { ContactService } from './contacts/contact.service.js';
import { CustomerActService } from './customer/customer-act.service.js';
import { CustomerCaseService } from './customer/customer-case.service.js';
import { CustomerLinkService } from './customer/customer-links.service.js';
import { customerPageDefaults, type CustomerPageSettings } from './customer/customer-settings.js';
import { LookUpDelays } from './customer/look-up-delays.js';
import { FailedDeliveryService } from './deliveries/failed-delivery.service.js';
import { ErasureService } from './erasures/erasure.service.js';
import { FileService } from './files/file.service.js';
import { BuildingService } from './figures/building.service.js';
import { FigureService } from './figures/figure.service.js';
import { WorkService } from './figures/work.service.js';
import { WallLinkService } from './wall/wall-link.service.js';
import { WallReadings } from './wall/wall-readings.js';
import { WallService } from './wall/wall.service.js';
import { FormService } from './forms/form.service.js';
import { PrintService } from './forms/print.service.js';
import { LateClockService } from './figures/late-clock.service.js';
import { HeadService } from './heads/head.service.js';
import { DeskHealthService } from './operations/desk-health.service.js';
import { noLimits, type LimitSettings } from './limits/limit-settings.js';
import { liveDefaults, LiveStreams, type LiveSettings } from './live/live-streams.js';
import { type HttpSettings } from './http-adapter.js';
import { InboxService } from './notices/inbox.service.js';
import { OrganisationService } from './people/organisation.service.js';
import { NoticePreferenceService } from './notices/notice-preference.service.js';
import { NoticeReceiptService } from './notices/notice-receipt.service.js';
import { AbsenceService } from './people/absence.service.js';
import { PeopleService } from './people/people.service.js';
import { ProblemFilter } from './problem-filter.js';
import { ReadingService, type ReadingSettings } from './reading/reading.service.js';
import { DutyNowService } from './rosters/duty-now.service.js';
import { OpenSwapService } from './rosters/open-swap.service.js';
import { RosterPlanService } from './rosters/roster-plan.service.js';
import { RosterService } from './rosters/roster.service.js';
import { VersionMigrationService } from './rulebooks/version-migration.service.js';
import { PublishingService } from './rulebooks/publishing.service.js';
import { DutyCalendarService } from './duties/duty-calendar.service.js';
import { ReportService } from './reports/report.service.js';
import { AccessNoticeService } from './session/access-notice.service.js';
import { PasswordService } from './session/password.service.js';
import { SessionService } from './session/session.service.js';
import { SignInDelays } from './session/sign-in-delays.js';
import { SignInSettings } from './session/sign-in-settings.js';
import { ImportService } from './imports/import.service.js';
import { SiteService } from './sites/site.service.js';
import { RevisitService } from './tasks/revisit.service.js';
import { UploadService } from './uploads/upload.service.js';
import { OrderService } from './tasks/order.service.js';
import { TaskService } from './tasks/task.service.js';
import { StandardAnswerService } from './standard-answers/standard-answer.service.js';
import { SkillService } from './teams/skill.service.js';
import { TeamOptionsService } from './teams/team-options.service.js';
import { AddressTrialService } from './teams/address-trial.service.js';
import { TeamBoardService } from './teams/team-board.service.js';
import { TeamService } from './teams/team.service.js';
import { SavedViewService } from './views/saved-view.service.js';
import { TableService } from './tables/table.service.js';
import { InputPipe } from './validation.js';
import { controllersOf } from './controllers.js';

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
  /** How customers reach their page; without an address outside unless it is given. */
  customerPage?: CustomerPageSettings;
  /** For tests, which do not wait. */
  live?: Partial<LiveSettings>;
  reading?: ReadingSettings;
}

export const defaultSignIn = new SignInSettings({ idleMinutes: 240, hours: 14 }, false);

/** Every controller and service of the API. */
@Module({})
export class ApiModule {
  static of(dependencies: ApiDependencies, callers: Callers): DynamicModule {
    const { ledger, engine, files, log, live, reading = {}, signIn = defaultSignIn, limits = noLimits } = dependencies;
    const { customerPage = customerPageDefaults } = dependencies;
    return {
      module: ApiModule,
      controllers: controllersOf(ledger.rulebooks.all()),
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
        KnownCallerService,
        CalendarService,
        TaskService,
        OrderService,
        RevisitService,
        InboxService,
        NoticePreferenceService,
        NoticeReceiptService,
        ContactService,
        { provide: 'CustomerPageSettings', useValue: customerPage },
        LookUpDelays,
        CustomerCaseService,
        CustomerActService,
        CustomerLinkService,
        FailedDeliveryService,
        ErasureService,
        OrganisationService,
        PeopleService,
        AbsenceService,
        SiteService,
        StandardAnswerService,
        OpenSwapService,
        RosterPlanService,
        RosterService,
        DutyNowService,
        AttendanceService,
        FileService,
        UploadService,
        ImportService,
        TableService,
        PrintService,
        ReadingService,
        { provide: 'ReadingSettings', useValue: reading },
        FormService,
        ReportService,
        DutyCalendarService,
        FigureService,
        WorkService,
        BuildingService,
        WallReadings,
        WallService,
        WallLinkService,
        LateClockService,
        PublishingService,
        VersionMigrationService,
        TeamService,
        SkillService,
        TeamOptionsService,
        AddressTrialService,
        TeamBoardService,
        SavedViewService,
        HeadService,
        DeskHealthService,
        LiveStreams,
        { provide: 'LiveSettings', useValue: { ...liveDefaults, ...live } },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_PIPE, useClass: InputPipe },
        { provide: APP_FILTER, useValue: new ProblemFilter(log) },
      ],
    };
  }
}
