import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { customerActs, type CustomerAct } from '../../domain/kinds/customer-page.js';
import type { Language, Text } from '../../domain/text.js';
import { newFormKey } from '../../ledger/customer/customer-links.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { PublicRoute } from '../permission/route-access.js';
import { CustomerActService } from './customer-act.service.js';
import { CustomerCaseService, type CaseOfLink } from './customer-case.service.js';
import { FormRefused, lookUpForm, readCustomerForm } from './customer-form.js';
import { pageLanguage } from './page-language.js';
import { pageHeaders } from './page-style.js';
import { casePage, lookUpPage, type Around } from './page-templates.js';
import { actWords, pageWords, refusalWords, withdrawalTold } from './page-words.js';

interface PageQuery {
  lang?: string;
  done?: string;
}

/**
 * The customer's page: HTML for whoever has the link, or knows the number and how the phone ends. It is no part of the
 * contract for programs: what is here is for people, and may look otherwise tomorrow.
 */
@ApiExcludeController()
@Controller('c')
export class CustomerPagesController {
  constructor(
    @Inject(CustomerCaseService) private readonly cases: CustomerCaseService,
    @Inject(CustomerActService) private readonly acts: CustomerActService,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  @PublicRoute()
  @Get()
  entrance(@Query() query: PageQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    send(reply, 200, lookUpPage({ language: pageLanguage(query, request.headers), path: '/c' }));
  }

  @PublicRoute()
  @Post()
  async lookUp(@Query() query: PageQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const language = pageLanguage(query, request.headers);
    const { number = '', ending = '' } = await this.fieldsOf(request);
    const found = await this.cases.lookUp(number, ending, request.ip);
    if (typeof found === 'string') return leadOn(reply, `/c/${found}?lang=${language}`);
    const often = typeof found === 'number';
    if (often) void reply.header('retry-after', String(found));
    const text = pageWords[often ? 'tooOften' : 'notFound'][language];
    send(reply, often ? 429 : 404, lookUpPage({ language, path: '/c', told: { tone: 'no', text } }, { number }));
  }

  @PublicRoute()
  @Get(':key')
  async page(
    @Param('key') key: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = pageLanguage(query, request.headers);
    const found = await this.cases.find(key);
    if (!found) return sendEnded(reply, language);
    const text = doneText(query.done)?.[language];
    const told = text === undefined ? undefined : { tone: 'ok' as const, text };
    return this.show(reply, found, { language, path: `/c/${key}`, told }, 200);
  }

  /** Where a form was refused its address stands in the browser, and a message may lengthen a link: it leads to the page. */
  @PublicRoute()
  @Get(':key/*')
  below(
    @Param('key') key: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    leadOn(reply, `/c/${encodeURIComponent(key)}?lang=${pageLanguage(query, request.headers)}`);
  }

  @PublicRoute()
  @Post(':key/:act')
  async act(
    @Param('key') key: string,
    @Param('act') act: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = pageLanguage(query, request.headers);
    const found = await this.cases.find(key);
    const does = customerActs.find((one) => one === act);
    if (!found || !does) return sendEnded(reply, language);
    const outcome = await this.acts.act(found, does, request);
    const path = `/c/${key}`;
    if ('done' in outcome)
      return leadOn(reply, `${path}?done=${outcome.told ? 'told' : outcome.done}&lang=${language}`);
    // Read anew: it may have moved on, which is why.
    const now = await this.cases.find(key);
    if (!now) return sendEnded(reply, language);
    const text = (refusalWords[outcome.refused] ?? refusalWords['other']!)[language];
    return this.show(reply, now, { language, path, told: { tone: 'no', text } }, 422, does, outcome.words);
  }

  private async show(
    reply: FastifyReply,
    found: CaseOfLink,
    around: Around,
    status: number,
    open?: CustomerAct,
    kept = '',
  ): Promise<void> {
    const view = await this.cases.viewOf(found, around.language);
    const formKeys = Object.fromEntries(view.acts.map((act) => [act, newFormKey(found.link.id)]));
    send(reply, status, casePage(view, around, { open, kept, formKeys }));
  }

  /** What was written to look a case up; nothing where it is no form of ours. */
  private async fieldsOf(request: FastifyRequest): Promise<Record<string, string>> {
    try {
      return (await readCustomerForm(request, this.store, lookUpForm)).fields;
    } catch (error) {
      if (error instanceof FormRefused) return {};
      throw error;
    }
  }
}

function doneText(done: string | undefined): Text | undefined {
  if (done === 'told') return withdrawalTold;
  const does = customerActs.find((one) => one === done);
  return does && actWords[does].done;
}

function sendEnded(reply: FastifyReply, language: Language): void {
  send(reply, 404, lookUpPage({ language, path: '/c' }, { ended: true }));
}

function send(reply: FastifyReply, status: number, html: string): void {
  void reply.code(status).headers(pageHeaders).send(html);
}

/** After a form another page: going back or loading anew sends nothing again. */
function leadOn(reply: FastifyReply, address: string): void {
  void reply
    .code(303)
    .headers({ ...pageHeaders, location: address })
    .send('');
}
