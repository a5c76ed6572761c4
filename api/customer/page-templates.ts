import { Eta } from 'eta';
import type { Language } from '../../domain/text.js';
import type { CustomerView } from './case-view.js';
import { actWords, pageWords, scores } from './page-words.js';
import { pageStyle } from './page-style.js';

/** What every page says around its own content. */
export interface Around {
  language: Language;
  /** The address of this page, to which the switch of languages leads. */
  path: string;
  /** A sentence about what was just done, or why it was not. */
  told?: { tone: 'ok' | 'no'; text: string } | undefined;
}

/** Everything that is put in with <%= is escaped. The style alone is put in as it is. */
const eta = new Eta({ autoEscape: true, autoTrim: [false, 'nl'], cache: true });

eta.loadTemplate(
  '@layout',
  `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<header><span><%= it.w.name %></span><a href="<%= it.path %>?lang=<%= it.otherLanguage %>" lang="<%= it.otherLanguage %>" hreflang="<%= it.otherLanguage %>"><%= it.w.other %></a></header>
<main>
<% if (it.told) { %>
<p class="now <%= it.told.tone %>" role="status"><%= it.told.text %></p>
<% } %>
<%~ it.body %>
</main>
<% if (it.phone) { %>
<footer><p><%= it.w.callUs %> <a href="tel:<%= it.phone.replace(/[^0-9+]/g, '') %>"><%= it.phone %></a></p></footer>
<% } %>
</body>
</html>
`,
);

eta.loadTemplate(
  '@case',
  `<h1><%= it.view.kind %> · <%= it.view.site %></h1>
<p class="now"><%= it.view.standing %></p>
<dl>
<dt><%= it.w.number %></dt><dd><%= it.view.number %></dd>
<dt><%= it.w.received %></dt><dd><%= it.view.received %></dd>
<% for (const { name, by } of it.view.promised) { %>
<dt><%= name %></dt><dd><%= by %></dd>
<% } %>
</dl>
<% if (it.view.acts.length > 0) { %>
<h2><%= it.w.whatYouCanDo %></h2>
<% for (const act of it.view.acts) { %>
<details<%= act === it.open ? ' open' : '' %>>
<summary><%= it.a[act].name %></summary>
<form method="post" action="<%= it.path %>/<%= act %>?lang=<%= it.language %>" enctype="multipart/form-data">
<input type="hidden" name="key" value="<%= it.formKeys[act] %>">
<p><%= it.a[act].about %></p>
<% if (act === 'rate') { %>
<fieldset><legend><%= it.w.score %></legend>
<% it.scores.forEach((name, i) => { %>
<label><input type="radio" name="score" value="<%= i + 1 %>" required><%= name %></label>
<% }) %>
</fieldset>
<% } %>
<% if (act !== 'erase') { %>
<label for="<%= act %>-words"><%= it.w.words %><%= it.needsWords(act) ? '' : ' ' + it.w.optional %></label>
<textarea id="<%= act %>-words" name="words" rows="3" maxlength="2000"<%= it.needsWords(act) ? ' required' : '' %>><%= act === it.open ? it.kept : '' %></textarea>
<% } %>
<% if (act === 'add') { %>
<label for="photos"><%= it.w.photos %></label>
<input id="photos" type="file" name="photos" accept="image/jpeg,image/png,image/webp,application/pdf" multiple>
<% } %>
<button type="submit"><%= it.a[act].button %></button>
</form>
</details>
<% } %>
<% } %>
<% if (it.view.course.length > 0) { %>
<h2><%= it.w.course %></h2>
<ol>
<% for (const { at, text, quote } of it.view.course) { %>
<li><time><%= at %></time><%= text %><% if (quote) { %><blockquote><%= quote %></blockquote><% } %></li>
<% } %>
</ol>
<% } %>
`,
);

eta.loadTemplate(
  '@look-up',
  `<h1><%= it.title %></h1>
<p><%= it.advice %></p>
<form method="post" action="/c?lang=<%= it.language %>" enctype="multipart/form-data">
<label for="number"><%= it.w.number %></label>
<input id="number" type="text" name="number" required maxlength="40" autocomplete="off" autocapitalize="characters" value="<%= it.number %>">
<label for="ending"><%= it.w.ending %></label>
<input id="ending" type="text" name="ending" required inputmode="numeric" pattern="[0-9０-９]{4}" maxlength="4" autocomplete="off">
<button type="submit"><%= it.w.lookUp %></button>
</form>
`,
);

const inLanguage = <T extends Record<string, Record<Language, string>>>(words: T, language: Language) =>
  Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text[language]])) as Record<keyof T, string>;

function page(around: Around, title: string, body: string, phone: string | null): string {
  const { language, path, told } = around;
  const otherLanguage = language === 'en' ? 'zh-CN' : 'en';
  const w = inLanguage(pageWords, language);
  return eta.render('@layout', { language, path, told, title, body, phone, otherLanguage, w, style: pageStyle });
}

/** The page of a case. `open`: the form that was sent and refused, with its words; `formKeys`: the key of each form. */
export function casePage(
  view: CustomerView,
  around: Around,
  { open, kept = '', formKeys }: { open?: string | undefined; kept?: string; formKeys: Record<string, string> },
): string {
  const { language, path } = around;
  const body = eta.render('@case', {
    view,
    language,
    path,
    open,
    kept,
    formKeys,
    w: inLanguage(pageWords, language),
    a: Object.fromEntries(Object.entries(actWords).map(([act, words]) => [act, inLanguage(words, language)])),
    scores: scores.map((name) => name[language]),
    needsWords: (act: string) => ['not-solved', 'withdraw'].includes(act),
  });
  return page(around, `${view.number} · ${view.kind}`, body, view.phone);
}

/** The page on which a case is looked up by its number and how the phone ends. `ended`: somebody came by a dead link. */
export function lookUpPage(around: Around, { number = '', ended = false } = {}): string {
  const w = inLanguage(pageWords, around.language);
  const title = ended ? w.endedTitle : w.name;
  const advice = ended ? w.endedAdvice : w.lookUpAdvice;
  const body = eta.render('@look-up', { title, advice, number, w, language: around.language });
  return page(around, title, body, null);
}
