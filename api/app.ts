import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import 'reflect-metadata';
import { FileStore } from '../ledger/files/file-store.js';
import { Ledger } from '../ledger/ledger.js';
import { Engine } from '../temporal/engine.js';
import { Doorkeeper } from './actor.js';
import { Attendance } from './attendance/attendance.js';
import { AttendanceController } from './attendance/attendance.controller.js';
import { actsController } from './cases/acts.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { Desk } from './cases/desk.js';
import { Histories } from './cases/history.js';
import { KnownCases } from './cases/known-cases.js';
import { CaseLists } from './cases/list.js';
import { Records } from './cases/records.js';
import { SimilarCases } from './cases/similar.js';
import { Calendars } from './clocks/calendars.js';
import { ClocksController } from './clocks/clocks.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { Directory } from './contacts/directory.js';
import { document } from './documentation.js';
import { FilesController } from './files/files.controller.js';
import { Library } from './files/library.js';
import { acceptUploads, transferMs } from './files/uploads.js';
import { FigureReader } from './figures/figures.js';
import { FiguresController } from './figures/figures.controller.js';
import { FormsController } from './forms/forms.controller.js';
import { Forms } from './forms/forms.js';
import { Printing } from './forms/printing.js';
import { LateReader } from './figures/late.js';
import { ResponsibilityController } from './figures/responsibility.controller.js';
import { HealthController } from './health/health.controller.js';
import { MeController } from './me/me.controller.js';
import { NestLog } from './nest-log.js';
import { Inbox } from './notices/inbox.js';
import { NoticesController } from './notices/notices.controller.js';
import { Office } from './people/office.js';
import { Preferences } from './notices/preferences.js';
import { PreferencesController } from './notices/preferences.controller.js';
import { Receipts, ReceiptsController } from './notices/receipts.js';
import { PeopleController } from './people/people.controller.js';
import { Staff } from './people/staff.js';
import { ProblemFilter, sendProblem } from './problem-filter.js';
import { Rosters } from './rosters/rosters.js';
import { RostersController } from './rosters/rosters.controller.js';
import { HolidaysController } from './holidays/holidays.controller.js';
import { largerBodies } from './rulebooks/bodies.js';
import { MovingOrders } from './rulebooks/orders.js';
import { OrdersController } from './rulebooks/orders.controller.js';
import { Publishing } from './rulebooks/publishing.js';
import { PublishingController } from './rulebooks/publishing.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { Reports } from './reports/reports.js';
import { acceptSheets } from './sheets/sheet.js';
import { SheetsController } from './sheets/sheets.controller.js';
import { RulebooksController } from './rulebooks/rulebooks.controller.js';
import { Sites } from './sites/sites.js';
import { SitesController } from './sites/sites.controller.js';
import { Tasks } from './tasks/tasks.js';
import { TasksController } from './tasks/tasks.controller.js';
import { AreasController } from './teams/areas.controller.js';
import { Boards } from './teams/boards.js';
import { Keeper } from './teams/keeper.js';
import { TeamSheetsController } from './teams/team-sheets.controller.js';
import { TeamsController } from './teams/teams.controller.js';
import { giveTablesTime, Tables } from './tables/tables.js';
import { InputPipe } from './validation.js';

/** What an API needs; tests put their own ledger and engine in. */
export interface ApiDependencies {
  ledger: Ledger;
  engine: Engine;
  /** Where photos and papers are kept. */
  files: FileStore;
  log: Logger;
}

const bodyLimitBytes = 64 * 1024;

@Module({})
class ApiModule {
  static of({ ledger, engine, files, log }: ApiDependencies): DynamicModule {
    return {
      module: ApiModule,
      controllers: [CasesController, actsController(ledger.rulebooks.all()), ClocksController, RulebooksController, TasksController, NoticesController, PeopleController, SitesController, RostersController, AttendanceController, ContactsController, FilesController, FiguresController, ResponsibilityController, PublishingController, OrdersController, HolidaysController, TeamsController, AreasController, FormsController, ReportsController, SheetsController, TeamSheetsController, PreferencesController, ReceiptsController, MeController, HealthController],
      providers: [
        { provide: Ledger, useValue: ledger },
        { provide: Engine, useValue: engine },
        { provide: FileStore, useValue: files },
        KnownCases,
        Desk,
        CaseLists,
        Histories,
        Records,
        SimilarCases,
        Calendars,
        Tasks,
        Inbox,
        Preferences,
        Receipts,
        Directory,
        Office,
        Staff,
        Sites,
        Rosters,
        Attendance,
        Library,
        Tables,
        Printing,
        Forms,
        Reports,
        FigureReader,
        LateReader,
        Publishing,
        MovingOrders,
        Keeper,
        Boards,
        { provide: APP_GUARD, useClass: Doorkeeper },
        { provide: APP_PIPE, useClass: InputPipe },
        { provide: APP_FILTER, useValue: new ProblemFilter(log) },
      ],
    };
  }
}

/** The whole API on any ledger, ready to listen. Whoever makes it closes it; ledger and engine stay the maker's. */
export async function createApi(dependencies: ApiDependencies): Promise<NestFastifyApplication> {
  const { log } = dependencies;
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 200 },
    // For files; a body of JSON has the time of its handler.
    requestTimeout: transferMs,
    handlerTimeout: 25_000,
    forceCloseConnections: 'idle',
    // What comes while the API ends is still answered.
    return503OnClosing: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => sendProblem(error, request, reply, log),
  });
  const fastify = adapter.getInstance();
  fastify.server.headersTimeout = 15_000;
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store');
    done();
  });
  largerBodies(fastify);
  giveTablesTime(fastify);
  await acceptUploads(fastify, dependencies.files.limitBytes);
  acceptSheets(fastify);
  // A connection that is answered while the API ends would otherwise be kept open, and keep it from ending.
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });
  if (log.isLevelEnabled('debug')) {
    fastify.addHook('onResponse', (request, reply, done) => {
      log.debug({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
      done();
    });
  }
  // JSON is all that is read; anything else is 415.
  fastify.removeContentTypeParser('text/plain');
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(dependencies), adapter, { logger: new NestLog(log), bodyParser: false, abortOnError: false });
  document(app);
  await app.init();
  return app;
}
