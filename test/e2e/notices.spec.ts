import { expect, test } from './support/stage.ts';
import { buildServer, said } from './support/stage-data.ts';

test('a server that moved gets its new address by the notice’s button', async ({ stage, openWindow, t }) => {
  stage.list(buildServer({ health: 'unreachable' }));
  const baseUrl = 'http://127.0.0.1:11500';
  stage.core.setState({
    notices: [
      {
        id: 'moved-ollama',
        level: 'info',
        text: said('it moved'),
        actions: [{ do: 'move-server', slug: 'ollama', baseUrl }],
        canDismiss: true,
      },
    ],
  });
  const page = await openWindow('#/home');
  await page.getByRole('button', { name: t('notice.do.moveServer') }).click();
  await expect
    .poll(() => stage.asked)
    .toEqual([{ name: 'updateUpstream', input: { slug: 'ollama', baseUrl } }]);
});
