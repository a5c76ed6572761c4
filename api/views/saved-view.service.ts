import { Inject, Injectable } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.js';
import {
  deleteView,
  maxViewsOfPerson,
  savedViewsOf,
  saveView,
  type SavedView,
} from '../../ledger/people/saved-views.js';
import { ApiField } from '../api-field.js';
import { FreeText, Id, YesNo } from '../body-fields.js';
import { OrganisationService } from '../people/organisation.service.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';

export class SavedViewDto {
  @Id('Page of the console it is of.', { example: 'work' })
  page!: string;

  @FreeText('What it is called.', { max: 100, example: '今天到期' })
  name!: string;

  @FreeText('What is asked of the list, as a query string.', { max: 2000, example: 'late=true&kind=complaint' })
  query!: string;

  @YesNo('Whether all of the organisation see it.', { optional: true })
  shared?: boolean;
}

export class SavedViewJson {
  @ApiField('id of the view') id!: string;
  @ApiField('page it is of') page!: string;
  @ApiField('what it is called') name!: string;
  @ApiField('what is asked of the list') query!: string;
  @ApiField('whether all of the organisation see it', { type: Boolean }) shared!: boolean;
  @ApiField('whether it is yours: only then you may delete it', { type: Boolean }) mine!: boolean;
  @ApiField('name of whoever saved it') byName!: string;
}

export class SavedViewsJson {
  @ApiField('your views and those that are shared with you, by page and name', { type: [SavedViewJson] })
  views!: SavedViewJson[];
}

/** Views of lists: one's own, and those that colleagues share. */
@Injectable()
export class SavedViewService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
  ) {}

  async all(who: Caller): Promise<SavedViewsJson> {
    const { id, organisation } = who.actor;
    const views = await savedViewsOf(this.ledger.source, id, organisation);
    return { views: views.map((view) => viewJson(who, view)) };
  }

  async save(who: Caller, body: SavedViewDto, key: string): Promise<SavedViewJson> {
    const { actor, name: personName } = who;
    const view = { page: body.page, name: body.name, query: body.query, shared: body.shared ?? false };
    const tooMany = {
      field: 'name',
      text: {
        en: `You have ${maxViewsOfPerson} views: delete one that you do not need.`,
        'zh-CN': `您已保存 ${maxViewsOfPerson} 个视图，请先删除不需要的视图。`,
      },
    };
    return this.organisationService.change(who, actor.organisation, { key, body: { view } }, async (runner, change) => {
      const id = await saveView(runner, view, change);
      return id === undefined ? [tooMany] : viewJson(who, { id, ...view, person: actor.id, personName });
    });
  }

  async delete(who: Caller, id: string): Promise<void> {
    const known = /^\d{1,18}$/.test(id) && (await deleteView(this.ledger.source, who.actor.id, id));
    if (!known) throw ApiProblem.of('unknown-view', 'You have no such view.', '您没有此视图。');
  }
}

function viewJson(who: Caller, { id, page, name, query, shared, person, personName }: SavedView): SavedViewJson {
  return { id, page, name, query, shared, mine: person === who.actor.id, byName: personName };
}
