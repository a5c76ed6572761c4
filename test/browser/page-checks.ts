import assert from 'node:assert/strict';
import { axeFindings, overflow, takeScreenshot, type BrowserDesk, type ViewOptions } from './browser-desk.js';

const views: Record<string, ViewOptions> = {
  light: {},
  dark: { colorScheme: 'dark' },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 700 },
  forced: { forcedColors: 'active' },
};

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
    const { page } = seat;
    for (const [view, options] of Object.entries(views)) {
      if (language === 'en' && view !== 'light' && view !== 'phone') continue;
      const { width = 1280, height = 850, colorScheme = 'light', forcedColors = 'none' } = options;
      await page.emulateMedia({ colorScheme, forcedColors });
      await page.setViewportSize({ width, height });
      // Loaded in this view, and without what the page for signing in has just said aloud.
      await page.reload();
      await page.locator(shown).first().waitFor();
      assert.deepEqual(await axeFindings(seat), [], `${view} ${language}`);
      assert.ok((await overflow(seat)) <= 0, `${view} ${language} is wider than the window`);
      await takeScreenshot(seat, `${name}-${view}-${language}`);
    }
    await seat.context.close();
  }
}
