// The pages of those who look after the desk: why a case was late, how the desk is, what reached nobody, outages,
// imports, erasure.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { DeliveryService } from '../../activities/delivery.service.js';
import { Webhook } from '../../activities/webhook.js';
import { Ledger } from '../../ledger/ledger.js';
import { databaseTime } from '../../ledger/time-source.js';
import { Engine } from '../../temporal/engine.js';
import { must } from '../support/api-desk.js';
import { signingKeys } from '../support/engine-keys.js';
import { eventually } from '../support/eventually.js';
import { secret, WebhookReceiver } from '../support/receivers.js';
import type { TestLedger } from '../support/test-ledger.js';
import { workbookOf } from '../support/workbooks.js';
import { attendedWorkers } from '../support/workflow/attended-workers.js';
import '../support/workflow/quiet.js';
import { BrowserDesk, describeInBrowser, takeScreenshot } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const now = () => new Date().toISOString();
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const hour = 3_600_000;

describeInBrowser('those who look after the desk', () => {
  let desk: BrowserDesk;
  let gateway: WebhookReceiver;
  let sending: TestLedger;
  let engine: Engine;
  let connection: NativeConnection;
  let worker: Worker;
  let working: Promise<void>;
  let late: string;

  beforeAll(async () => {
    const address = process.env['BANJIE_TEST_TEMPORAL']!;
    const taskQueue = `desk-${randomUUID()}`;
    desk = await BrowserDesk.start({ at: now(), engine: address, taskQueue });
    const { api } = desk;
    const { source } = api.desk.database;
    gateway = await WebhookReceiver.start();
    // At noon of the place: customers may be disturbed.
    sending = api.desk.atOtherTime(`${now().slice(0, 10)}T04:00:00Z`, { mail: true });
    // A desk so small that its supervisor is its administrator too.
    await source.query(`INSERT INTO posts (person_id, role) VALUES ('p03', 'administrator')`);
    engine = new Engine({ address, namespace: 'default', taskQueue, signingKeys });
    connection = await NativeConnection.connect({ address });
    const workersLedger = new Ledger(source, api.desk.ledger.rulebooks, { time: databaseTime });
    const workers = attendedWorkers({ nativeConnection: connection } as never, workersLedger, { taskQueue });
    worker = await workers.newWorker();
    working = worker.run();
    // A promise of a few seconds, which nobody keeps: the workflow waits for it, and has it entered as late.
    late = (await api.desk.complaint()).number;
    await api.desk.act(late, 'p01', 'promise', { promisedAt: inMs(3_000) });
    await tell(late);
  }, 120_000);
  afterAll(async () => {
    worker?.shutdown();
    await working;
    await engine?.close();
    await connection?.close();
    await desk?.stop();
    await gateway?.stop();
  }, 60_000);

  /** What the signaller of a real API does after an act. */
  async function tell(number: string): Promise<void> {
    const { ledger } = desk.api.desk;
    const view = ledger.viewOf(await desk.api.desk.state(number), false);
    await engine.signal({ view, acts: [{ seq: view.seq, act: 'promise', role: 'cs-agent', at: now(), facts: {} }] });
  }
  const dialog = (page: Page) => page.getByRole('dialog');

  it('why a case was late: from the figures through the case and its clock to the step of its workflow, in four clicks', async () => {
    const lateNow = async () => (await desk.api.get('p03', '/v1/figures/late')).body.late.length > 0;
    await eventually(lateNow);
    const { page } = await desk.signIn('王芳');
    await page.getByRole('link', { name: '统计' }).click();
    await page.getByRole('combobox', { name: '按' }).selectOption('clause');
    await page.getByRole('button', { name: /^P-4\.3\.1：/ }).click();
    await dialog(page).locator(`[data-case="${late}"]`).getByRole('link').click();
    await page.waitForURL(new RegExp(`/cases/${late}`));
    await dialog(page)
      .getByRole('link', { name: /流程何时等待此时限/ })
      .click();
    await page.waitForURL(/\/histories\/.*clock=/);
    await page.getByText('目前等待').waitFor();
    const breach = page.locator('li[data-clock]', { hasText: /登记.*到期/ }).first();
    await breach.waitFor();
    assert.match((await breach.textContent())!, /请台账登记到期事项/);
    const waited = page.locator('li[data-clock]', { hasText: /最迟等到/ });
    assert.match((await waited.first().textContent())!, /原始事件/);
    await waited
      .first()
      .getByText(/原始事件/)
      .click();
    await page.getByText('EVENT_TYPE_TIMER_STARTED').first().waitFor();
    await page.getByRole('button', { name: '显示全部步骤' }).click();
    await page.getByText('办结开始跟办此案件。').waitFor();
    await page.getByRole('link', { name: '案件页面' }).click();
    await page.waitForURL(new RegExp(`/cases/${late}`));
  });

  it('a history in English for whoever reads no case, from what is late too; one that is not there is said to be so', async () => {
    const { page } = await desk.signIn('郑凯', '/figures?by=clause', { language: 'en' });
    await page.getByRole('button', { name: /^P-4\.3\.1:/ }).click();
    await dialog(page).locator(`[data-case="${late}"]`).getByRole('link').click();
    await page.waitForURL(new RegExp(`/histories/${late}.*clock=`));
    await page.getByText('had the ledger enter what time has brought').first().waitFor();
    await page.getByRole('button', { name: 'Why it was due then' }).click();
    await dialog(page).getByText('P-4.3.1', { exact: true }).waitFor();
    await page.goto(`/cases/${late}`);
    await page.waitForURL(new RegExp(`/histories/${late}`));
    await page.getByText('The desk begins to attend to the case.').waitFor();
    const unknown = (await desk.api.complaint()).number;
    // As where the engine has lost it: nothing is left to be told.
    await desk.api.desk.database.source.query('DELETE FROM outbox WHERE number = $1', [unknown]);
    await page.goto(`/histories/${unknown}`);
    await page.getByText('The engine has no history of this case').waitFor();
    await page.goto('/histories/PC-2026-999999');
    await page.getByText('There is no case PC-2026-999999').waitFor();
    await checkPage(desk, 'histories', { who: '郑凯', path: `/histories/${late}`, shown: 'main li' });
  });

  it('how the desk is, what reached nobody, resent once, and what is amiss; nobody else has the page', async () => {
    gateway.status = 400;
    const silent = { warn: () => undefined, error: () => undefined };
    const deliveries = new DeliveryService(sending.ledger, { webhook: new Webhook(gateway.url, secret), log: silent });
    for (let i = 0; i < 2; i += 1) await deliveries.deliver((await sending.repair()).number);
    const alarmed = (await desk.api.desk.complaint()).number;
    await desk.api.desk.act(alarmed, 'desk', 'refuse-signal', { act: 'close', code: 'not-of-the-ledger' });
    const { page } = await desk.signIn('郑凯', '/operations');
    await page.locator('[data-part=worker]', { hasText: '没有工作进程' }).waitFor();
    await page.locator('[data-part=engine]', { hasText: '有应答' }).waitFor();
    await page.getByText('有人经流程引擎发来“归档”：冒充台账。').waitFor();
    await page.getByText(/短信：渠道未接收（400）（2 条）/).waitFor();
    await checkPage(desk, 'operations', { who: '郑凯', path: '/operations', shown: '[data-part]' });
    await page.reload();
    await page
      .getByRole('button', { name: /^重新发送 / })
      .first()
      .click();
    await page.getByText('1 条将重新发送').waitFor();
    await page.getByText(/（1 条）/).waitFor();
    await page.getByRole('button', { name: '全部重新发送' }).click();
    await dialog(page)
      .getByRole('button', { name: /重新发送 1 条/ })
      .click();
    await page.getByText('没有未送达的通知').waitFor();
    const [{ count }] = await desk.api.desk.database.source.query(
      `SELECT count(*)::integer AS count FROM deliveries WHERE state = 'held' AND resent_by = 'p13'`,
    );
    assert.equal(count, 2);
    await page.getByRole('link', { name: alarmed }).click();
    await page.waitForURL(new RegExp(`/histories/${alarmed}`));
    const { page: agent } = await desk.signIn('陈静', '/work');
    await agent.getByRole('link', { name: '我的工作' }).first().waitFor();
    assert.equal(await agent.getByRole('link', { name: '系统运行' }).count(), 0);
  });

  it('a planned outage is recorded with what it asks for; one that is on is seen with its calls by time', async () => {
    const { api } = desk;
    const place = { rulebook: 'power', site: 'river-county-power', area: 'town', line: 'chengdong-1' };
    const out = must(
      await api.post('w12', '/v1/cases', {
        ...place,
        kind: 'outage',
        outageType: 'emergency',
        subject: '电缆故障',
        startsAt: inMs(-3 * hour),
        endsAt: inMs(hour),
      }),
      201,
    ).number;
    await api.acted('w12', out, 'state-reason', { explanation: '电缆被挖断' });
    for (const [i, from] of ['城东花园1栋', '城东花园2栋', '城东花园2栋'].entries())
      must(
        await api.post('w01', '/v1/cases', {
          ...place,
          kind: 'fault-repair',
          channel: 'hotline',
          side: 'ours',
          subject: '家里没电',
          place: from,
          customer: `客户${i}`,
          phone: `1380000120${i}`,
          receivedAt: inMs((i - 2.9) * hour),
        }),
        201,
      );
    const { page } = await desk.signIn('余涛', '/outages');
    const line = page.locator(`[data-outage="${out}"]`);
    await line.getByText('来电 3', { exact: true }).waitFor();
    await line.getByText(/目前停电，原因：电缆被挖断/).waitFor();
    await page.getByRole('button', { name: '登记停电' }).waitFor();
    await page.keyboard.press('Alt+KeyN');
    await dialog(page).getByLabel('事由').fill('城东二线检修');
    await dialog(page).getByRole('button', { name: '登记停电' }).click();
    assert.ok((await dialog(page).locator('[data-invalid], [aria-invalid=true]').count()) > 0, 'times are needed');
    await dialog(page).locator('[data-field=area]').getByText('城区', { exact: true }).click();
    await dialog(page).locator('[data-field=line]').getByText('10kV城东二线').click();
    const day = new Date(Date.now() + 240 * hour).toISOString().slice(0, 10).replaceAll('-', '');
    for (const [field, time] of [
      ['startsAt', '0800'],
      ['endsAt', '1200'],
    ]) {
      await dialog(page).locator(`[data-field=${field}] [role=spinbutton]`).first().click();
      await page.keyboard.type(day + time);
    }
    await dialog(page).getByRole('button', { name: '登记停电' }).click();
    const planned = /WO-\d{4}-\d{6}/.exec(await page.getByText(/^已登记：/).innerText())![0];
    await page.locator(`[data-outage="${planned}"]`).getByText('计划检修', { exact: true }).waitFor();
    await checkPage(desk, 'outages', { who: '余涛', path: '/outages', shown: '[data-outage]' });
    await api.acted('w12', out, 'restore');
    await line.getByRole('link', { name: `${out} 的时间线` }).click();
    await page.getByText('还有 3 个来电未确认是否恢复供电').waitFor();
    await page.getByRole('img', { name: /来电 3 个/ }).waitFor();
    assert.equal(await page.getByRole('table', { name: '来电' }).getByRole('link').count(), 3);
    await page.getByRole('table', { name: '经过' }).getByText('登记停电').waitFor();
    await checkPage(desk, 'outage-timeline', { who: '余涛', path: `/outages?of=${out}`, shown: 'svg[role=img]' });
  });

  it('a table is tried, its faults are named by row, then it is imported once', async () => {
    const seat = await desk.signIn('王芳', '/imports', { width: 1440 });
    const { page } = seat;
    await page.getByLabel('项目').selectOption('sunshine');
    const head = ['工单编号', '来电人', '联系电话', '来电时间', '标题', '内容', '地点'];
    const table = await workbookOf([
      '热线',
      [
        head,
        ['H1', '张三', '13900000011', '2026-11-20 09:00', '电梯异响', '二单元电梯异响', '2栋'],
        ['H2', '李四', '13900000012', '不是时间', '水管漏水', '厨房漏水', '3栋'],
      ],
    ]);
    await page.locator('input[type=file]').setInputFiles({
      name: 'county-line.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(table),
    });
    await page.getByText('county-line.xlsx：第 1 行为列名，共 7 列。').waitFor();
    assert.equal(await page.getByLabel('行编号').inputValue(), 'column:工单编号');
    assert.equal(await page.getByLabel('来源名称').inputValue(), 'county-line');
    await page.getByRole('button', { name: /^试算/ }).click();
    await page.getByText('被拒绝的行（1）').waitFor();
    await page.getByRole('row', { name: /H2.*拒绝/ }).waitFor();
    await takeScreenshot(seat, 'imports-tried');
    assert.equal((await desk.api.get('p03', '/v1/cases?q=电梯异响')).body.cases.length, 0, 'nothing was taken');
    await page.getByRole('button', { name: /^正式导入（1 行）/ }).dblclick();
    await page.getByText('导入完成').waitFor();
    await page
      .getByRole('row', { name: /H1.*导入/ })
      .getByRole('link')
      .waitFor();
    assert.equal((await desk.api.get('p03', '/v1/cases?q=电梯异响')).body.cases.length, 1);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载各行结果（csv）' }).click();
    const rows = (await readFile(await (await saved).path(), 'utf8')).split('\r\n');
    assert.match(rows[2]!, /^"3","H2","拒绝","",".+"$/);
    await checkPage(desk, 'imports', { who: '王芳', path: '/imports', shown: 'main ul li' });
  });

  it('what was said of a person is erased: looked at first, asked twice, and listed', async () => {
    const { api } = desk;
    const said = { phone: '13812340001', customer: '钱七' };
    const open = (await api.complaint(said)).number;
    const filed = (await api.complaint(said)).number;
    await api.acted('p01', filed, 'withdraw', { reason: '客户撤回' });
    const { page } = await desk.signIn('郑凯', '/retention');
    await page.getByText('没有到期的案件').waitFor();
    await page.getByRole('textbox', { name: '电话' }).fill('13812340001');
    await page.getByLabel('原因').fill('本人书面请求');
    await page.getByRole('button', { name: '查看涉及的案件' }).click();
    // An administrator of the installation erases nothing of an organisation.
    await page.getByText('没有找到案件').waitFor();
    const own = await desk.signIn('王芳', '/retention');
    await own.page.getByRole('textbox', { name: '电话' }).fill('13812340001');
    await own.page.getByLabel('原因').fill('本人书面请求');
    await own.page.getByRole('button', { name: '查看涉及的案件' }).click();
    await own.page.getByText('涉及 2 个案件').waitFor();
    await own.page.getByRole('listitem').filter({ hasText: open }).getByText('不能删除').waitFor();
    await own.page.getByText('将保留').waitFor();
    await takeScreenshot(own, 'retention-found');
    await own.page.getByRole('button', { name: '删除 1 个案件的文字' }).click();
    const sure = dialog(own.page).getByRole('button', { name: /^删除 1 个/ });
    assert.ok(await sure.isDisabled());
    await dialog(own.page).getByRole('textbox').fill('1');
    await sure.click();
    await own.page.getByText(/已删除 1 个案件的文字。/).waitFor();
    assert.equal((await api.get('p01', `/v1/cases/${filed}`)).body.words.customer ?? null, null);
    assert.equal((await api.get('p01', `/v1/cases/${open}`)).body.words.customer, '钱七');
    await checkPage(desk, 'retention', { who: '王芳', path: '/retention', shown: 'main li' });
  });
});
