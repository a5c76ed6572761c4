import assert from 'node:assert/strict';
import {
  axeFindings,
  overflow,
  takeScreenshot,
  type BrowserDesk,
  type Seat,
  type ViewOptions,
} from './browser-desk.js';

/** What axe looks for in a view: all of WCAG 2.2 AA; what a view alone can break; nothing. */
type Looked = 'all' | readonly string[];

/** Structure and names are the same in every view of a layout: there axe looks for what the view can break. */
const views: [name: string, options: ViewOptions, looked: Record<'zh-CN' | 'en', Looked | undefined>][] = [
  ['light', {}, { 'zh-CN': 'all', en: 'all' }],
  ['dark', { colorScheme: 'dark' }, { 'zh-CN': ['color-contrast'], en: undefined }],
  ['forced', { forcedColors: 'active' }, { 'zh-CN': [], en: undefined }],
  ['phone', { width: 390, height: 844 }, { 'zh-CN': 'all', en: ['target-size'] }],
  ['narrow', { width: 320, height: 700 }, { 'zh-CN': ['target-size'], en: [] }],
];

/**
 * Looks at a page as everybody may have it: light, dark, on a phone, at 320 px, in forced colours, in both languages; WCAG
 * 2.2 AA by axe, nothing wider than the window. `shown`: what is on the page once it is there. Takes pictures of it.
 */
export async function checkPage(
  desk: BrowserDesk,
  name: string,
  { who, path, shown }: { who: string; path: string; shown: string },
): Promise<void> {
  for (const language of ['zh-CN', 'en'] as const) {
    const seat = await desk.signIn(who, path, { language });
    await checkViews(seat, name, { language, shown });
    await seat.context.close();
  }
}

/** The page that is open now as everybody may have it, without leaving it: what has been typed stays. */
export async function checkViews(
  seat: Seat,
  name: string,
  { language = 'zh-CN', shown = 'main' }: { language?: 'zh-CN' | 'en'; shown?: string } = {},
): Promise<void> {
  // What has been said aloud is over.
  await seat.page.evaluate(
    `document.querySelectorAll('[data-live-announcer] div').forEach((said) => said.replaceChildren())`,
  );
  for (const [view, options, { [language]: looked }] of views) {
    if (!looked) continue;
    await show(seat, options);
    await seat.page.locator(shown).first().waitFor();
    await takeScreenshot(seat, `${name}-${view}-${language}`);
    assert.deepEqual(await axeFindings(seat, looked), [], `${name} ${view} ${language}`);
    assert.ok((await overflow(seat)) <= 0, `${name} ${view} ${language} is wider than the window`);
  }
  await show(seat, {});
}

/** Shows the page in a view, and waits until it stands still in it. */
async function show({ page }: Seat, options: ViewOptions): Promise<void> {
  const { width = 1280, height = 850, colorScheme = 'light', forcedColors = 'none' } = options;
  await page.emulateMedia({ colorScheme, forcedColors });
  await page.setViewportSize({ width, height });
  await page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))`);
}
