import { describe } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { projectRoot } from '../../config.js';
import { demoPeople } from '../../demo/people.js';
import { demoTeamPeople } from '../../demo/teams.js';
import { TestApi } from '../support/api-desk.js';
import { chromiumPath } from './chromium.js';

export interface ViewOptions {
  language?: 'zh-CN' | 'en';
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  forcedColors?: 'active';
  /** Whether the browser runs scripts; it does unless it is said. */
  javaScript?: boolean;
  /** Whether the tour of a trial desk is shown; it was ended before unless it is said. */
  tour?: boolean;
}

/** Somebody at a browser: their page, and what went wrong in it. */
export interface Seat {
  page: Page;
  context: BrowserContext;
  cdp: CDPSession;
  /** Errors of scripts, reports of the content security policy, answers of 500 and more. */
  faults: string[];
}

/** Runs in the page. A blank one has no storage. */
function endTours(people: string[]): void {
  if (location.protocol !== 'about:') for (const id of people) localStorage.setItem(`tour ${id}`, '{"off":true}');
}

/** Where the screenshots of a run lie; git does not know the folder. */
export const screenshotFolder = join(projectRoot, 'dist', 'screenshots');
const fonts = join(projectRoot, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');

/**
 * Tests that need a browser. On a machine without one they are skipped with a sentence; in CI, which installs one, they
 * fail.
 */
export const describeInBrowser: (name: string, tests: () => void) => void =
  chromiumPath() || process.env['CI'] ? describe : skipped;

function skipped(name: string, tests: () => void): void {
  process.stderr.write(`Skipped without a browser (install chromium-headless-shell, or set CHROMIUM): ${name}\n`);
  describe.skip(name, tests);
}

/** A real browser that several people sit at, at a desk that runs already. */
export class Browsers {
  private readonly seats: Seat[] = [];

  protected constructor(
    readonly url: string,
    private readonly browser: Browser,
  ) {}

  static async at(url: string): Promise<Browsers> {
    return new Browsers(url, await launch());
  }

  /** Closes the browser; a fault in any page is the test's. */
  async stop(): Promise<void> {
    await this.browser.close();
    assert.deepEqual(
      this.seats.flatMap(({ faults }) => faults),
      [],
    );
  }

  /** A browser of its own, nobody signed in. */
  async sit(options: ViewOptions = {}): Promise<Seat> {
    const {
      language = 'zh-CN',
      width = 1280,
      height = 850,
      colorScheme = 'light',
      forcedColors,
      javaScript = true,
      tour = false,
    } = options;
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: language === 'en' ? 'en-GB' : 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width, height },
      colorScheme,
      javaScriptEnabled: javaScript,
      ...(forcedColors ? { forcedColors } : {}),
    });
    context.setDefaultTimeout(45_000);
    if (!tour)
      await context.addInitScript(
        endTours,
        [...demoPeople, ...demoTeamPeople].map(({ id }) => id),
      );
    const faults: string[] = [];
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|violates the following/.test(message.text())) faults.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 500 && !response.url().endsWith('/readyz'))
        faults.push(`${response.status()} ${response.url()}`);
    });
    const seat = { page, context, cdp: await context.newCDPSession(page), faults };
    this.seats.push(seat);
    return seat;
  }

  /** A browser in which a demo person is signed in, as by the button with their name (sign-in.test.ts); at `path`. */
  async signIn(name: string, path = '/work', options: ViewOptions = {}): Promise<Seat> {
    const seat = await this.sit(options);
    const { page, context } = seat;
    const known = (await (await context.request.get('/v1/sign-in')).json()) as {
      people: { id: string; name: string }[];
    };
    const person = known.people.find((one) => one.name.includes(name));
    assert.ok(person, `${name} is nobody of the demo`);
    const answer = await context.request.post('/v1/session', {
      data: { person: person.id },
      headers: { 'sec-fetch-site': 'same-origin', 'user-agent': await page.evaluate<string>('navigator.userAgent') },
    });
    assert.equal(answer.status(), 201);
    await page.goto(path);
    await page.getByRole('navigation').waitFor({ state: 'attached' });
    return seat;
  }
}

/** A desk with its API, and browsers at it. */
export class BrowserDesk extends Browsers {
  private constructor(
    readonly api: TestApi,
    browser: Browser,
  ) {
    super(api.url, browser);
  }

  static async start(options: Parameters<typeof TestApi.start>[0] = {}): Promise<BrowserDesk> {
    const browser = await launch();
    return new BrowserDesk(await TestApi.start({ trial: true, live: { perPerson: 100 }, ...options }), browser);
  }

  override async stop(): Promise<void> {
    try {
      await super.stop();
    } finally {
      await this.api.stop();
    }
  }
}

/** Without a browser on the machine it fails with a sentence that says what to do. */
async function launch(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('No browser: set CHROMIUM, or install chromium-headless-shell.');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    env: { ...(process.env as Record<string, string>), FONTCONFIG_FILE: await fontConfiguration() },
  });
}

/** Chinese by the fonts of the printed forms: a machine without any still shows it. */
async function fontConfiguration(): Promise<string> {
  const folder = join(tmpdir(), 'banjie-fonts');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const dirs = ['400Regular', '700Bold'].map((weight) => `<dir>${join(fonts, weight)}</dir>`).join('');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${folder}</cachedir></fontconfig>`,
  );
  return file;
}

/** A picture of the page for people to look at, where they have asked for pictures (`PICTURES=1`). */
export async function takeScreenshot({ page }: Seat, name: string): Promise<void> {
  if (!process.env['PICTURES']) return;
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage: true });
}

let axeSource: string | undefined;

/** What axe finds wrong with the page by all of WCAG 2.2 AA or by some rules, as 'rule: selectors'. */
export async function axeFindings({ page }: Seat, rules: 'all' | readonly string[] = 'all'): Promise<string[]> {
  if (rules.length === 0) return [];
  // What is still coming into sight has not its colours yet.
  await page.evaluate(`Promise.allSettled(document.getAnimations().map(({ finished }) => finished))`);
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) {
    axeSource ??= await readFile(join(projectRoot, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    await page.evaluate(axeSource);
  }
  return page.evaluate(async (looked) => {
    interface Axe {
      run(on: unknown, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
    }
    const { axe, document: shown } = globalThis as unknown as { axe: Axe; document: unknown };
    const { violations } = await axe.run(shown, {
      runOnly: looked === 'all' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] : looked,
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, rules);
}

/** How many pixels the page is wider than the window. */
export const overflow = ({ page }: Seat): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

/** Processor time of the page so far, in ms: it does not depend on how busy the machine is. */
export async function threadMs({ cdp }: Seat): Promise<number> {
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration')) * 1_000;
}
