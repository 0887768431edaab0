import { expect, test } from 'vitest';
import { cloudPresets, needsResource, presetAddress, presetFor } from '../../shared/cloud-presets.ts';
import { baseUrlSchema } from '../../shared/settings.ts';
import { parseBaseUrl } from '../../main/upstreams/base-url.ts';

test.each([
  ['https://api.openai.com/v1', 'openai'],
  ['https://API.OpenAI.com', 'openai'],
  ['https://dashscope-intl.aliyuncs.com/compatible-mode/v1', 'dashscope'],
  ['https://open.bigmodel.cn/api/paas/v4/', 'zhipu'],
  ['https://my-team.openai.azure.com/openai/v1', 'azure-openai'],
  ['https://openai.azure.com/openai/v1', null],
  ['https://a.b.openai.azure.com/openai/v1', null],
  ['https://api.openai.com.evil.test/v1', null],
  ['http://127.0.0.1:11434', null],
  ['api.openai.com', null],
])('%s is %s', (baseUrl, id) => {
  expect(presetFor(baseUrl)?.id ?? null).toBe(id);
});

test('each preset is found by its own address, which is asked where its API is', () => {
  for (const preset of cloudPresets) {
    const address = presetAddress(preset, 'my-team');
    expect(presetFor(address)).toBe(preset);
    expect(baseUrlSchema.safeParse(address).data).toBe(address);
    const { origin, apiPath } = parseBaseUrl(address);
    expect(origin + apiPath).toBe(address);
  }
});

test('Azure’s address needs the name of a resource, and no other does', () => {
  const asking = cloudPresets.filter(needsResource);
  expect(asking.map(({ id }) => id)).toEqual(['azure-openai']);
  const [azure] = asking;
  expect(azure && presetAddress(azure, ' My-Team ')).toBe('https://my-team.openai.azure.com/openai/v1');
});

test('ids are unique, and every link is https', () => {
  expect(new Set(cloudPresets.map(({ id }) => id)).size).toBe(cloudPresets.length);
  for (const { documentationUrl, keyUrl, baseUrl, name } of cloudPresets) {
    for (const url of [documentationUrl, keyUrl, baseUrl]) expect(url).toMatch(/^https:\/\//);
    expect(name['zh-CN']).not.toBe('');
  }
});
