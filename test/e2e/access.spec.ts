import { expect, openPage, test } from './support/test.ts';

test('without the link’s token the page says where the link is, and shows nothing else', async ({
  page,
  program,
  t,
}) => {
  await page.goto(new URL('/', program.panelLink).href);
  await expect(page.getByRole('heading', { name: t('window.unauthorized.title') })).toBeVisible();
  await expect(page.getByText('npx modeltray panel')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('a token that is wrong gets the same page', async ({ page, program, t }) => {
  const link = new URL(program.panelLink);
  link.searchParams.set('token', 'wrong');
  await page.goto(link.href);
  await expect(page.getByRole('heading', { name: t('window.unauthorized.title') })).toBeVisible();
});

test('the token leaves the address bar, and a reload keeps working', async ({ window, context, t }) => {
  await expect(window.getByRole('navigation')).toBeVisible();
  expect(window.url()).not.toContain('token');
  await window.reload();
  await expect(window.getByRole('link', { name: t('nav.home'), exact: true })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
});

test('a lost connection is said calmly, and what was there stays in sight', async ({
  window,
  program,
  t,
}) => {
  await openPage(window, t('nav.servers'));
  await expect(window.getByRole('heading', { name: t('servers.title') })).toBeVisible();
  await program.stop();
  await expect(window.getByText(t('window.connection.lost'))).toBeVisible();
  await expect(window.getByRole('heading', { name: t('servers.title') })).toBeVisible();
});

test('nothing is asked of any other host, and the page reports no error', async ({ page, program, t }) => {
  const panel = new URL(program.panelLink).origin;
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(panel)) foreign.push(request.url());
  });
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await program.call('finishFirstRun', { done: true });
  await page.goto(program.panelLink);
  for (const name of ['nav.servers', 'nav.dbgpt', 'nav.settings', 'nav.home'] as const) {
    await openPage(page, t(name));
    await expect(page).toHaveTitle(t('window.title', { page: t(name) }));
  }
  await expect(page.getByTestId('address')).toHaveText(program.proxyUrl);
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
});

test('at 800 × 560 no page is wider than the window', async ({ window, t }) => {
  await window.setViewportSize({ width: 800, height: 560 });
  for (const name of ['nav.home', 'nav.servers', 'nav.dbgpt', 'nav.settings'] as const) {
    await openPage(window, t(name));
    await expect(window).toHaveTitle(t('window.title', { page: t(name) }));
    const overflow =
      'document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth';
    expect(await window.evaluate<number>(overflow)).toBe(0);
  }
});

test('a part that cannot be loaded is missing alone: the page around it stays', async ({
  page,
  program,
  t,
}) => {
  await program.call('finishFirstRun', { done: true });
  await page.route(/\/assets\/find-sheet-/, (route) => route.abort());
  await page.goto(program.panelLink);
  await openPage(page, t('nav.servers'));
  await expect(page.getByText(t('window.notLoaded'))).toBeVisible();
  await expect(page.getByRole('heading', { name: t('servers.title') })).toBeVisible();
});
