/**
 * Cloud services with an OpenAI-compatible API, as their documentation gives them. Data only: choosing one fills in an
 * address, and nothing is contacted before its user adds it with a key.
 */
import type { Locale } from './i18n/index.ts';

export interface CloudPreset {
  id: string;
  /** As the service calls itself in each language. */
  name: Readonly<Record<Locale, string>>;
  /** With `{resource}` where each customer has a host of their own. */
  baseUrl: string;
  /** Its hosts; `*.` in front stands for one more label. The first is that of `baseUrl`. */
  hosts: readonly string[];
  documentationUrl: string;
  /** The page where a key is made. */
  keyUrl: string;
  /**
   * What `GET …/models` gives: what a key may use; or all that there is, though a request names something else, Azure's
   * deployments and Ark's endpoints among them.
   */
  modelList: 'usable' | 'catalogue';
}

export const cloudPresets: readonly CloudPreset[] = [
  {
    id: 'openai',
    name: { en: 'OpenAI', 'zh-CN': 'OpenAI' },
    baseUrl: 'https://api.openai.com/v1',
    hosts: ['api.openai.com'],
    documentationUrl: 'https://platform.openai.com/docs/api-reference',
    keyUrl: 'https://platform.openai.com/api-keys',
    modelList: 'usable',
  },
  {
    id: 'deepseek',
    name: { en: 'DeepSeek', 'zh-CN': 'DeepSeek（深度求索）' },
    baseUrl: 'https://api.deepseek.com/v1',
    hosts: ['api.deepseek.com'],
    documentationUrl: 'https://api-docs.deepseek.com',
    keyUrl: 'https://platform.deepseek.com/api_keys',
    modelList: 'usable',
  },
  {
    id: 'dashscope',
    name: { en: 'Qwen (DashScope)', 'zh-CN': '通义千问（阿里云百炼）' },
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    hosts: ['dashscope.aliyuncs.com', 'dashscope-intl.aliyuncs.com'],
    documentationUrl: 'https://help.aliyun.com/zh/model-studio/compatibility-of-openai-with-dashscope',
    keyUrl: 'https://bailian.console.aliyun.com/?tab=model#/api-key',
    modelList: 'usable',
  },
  {
    id: 'moonshot',
    name: { en: 'Moonshot (Kimi)', 'zh-CN': '月之暗面（Kimi）' },
    baseUrl: 'https://api.moonshot.cn/v1',
    hosts: ['api.moonshot.cn', 'api.moonshot.ai'],
    documentationUrl: 'https://platform.moonshot.cn/docs',
    keyUrl: 'https://platform.moonshot.cn/console/api-keys',
    modelList: 'usable',
  },
  {
    id: 'zhipu',
    name: { en: 'Zhipu (GLM)', 'zh-CN': '智谱（GLM）' },
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    hosts: ['open.bigmodel.cn', 'api.z.ai'],
    documentationUrl: 'https://docs.bigmodel.cn',
    keyUrl: 'https://open.bigmodel.cn/usercenter/proj-mgmt/apikeys',
    modelList: 'usable',
  },
  {
    id: 'siliconflow',
    name: { en: 'SiliconFlow', 'zh-CN': '硅基流动' },
    baseUrl: 'https://api.siliconflow.cn/v1',
    hosts: ['api.siliconflow.cn', 'api.siliconflow.com'],
    documentationUrl: 'https://docs.siliconflow.cn',
    keyUrl: 'https://cloud.siliconflow.cn/account/ak',
    modelList: 'usable',
  },
  {
    id: 'openrouter',
    name: { en: 'OpenRouter', 'zh-CN': 'OpenRouter' },
    baseUrl: 'https://openrouter.ai/api/v1',
    hosts: ['openrouter.ai'],
    documentationUrl: 'https://openrouter.ai/docs',
    keyUrl: 'https://openrouter.ai/settings/keys',
    modelList: 'usable',
  },
  {
    id: 'volcengine-ark',
    name: { en: 'Volcengine Ark (Doubao)', 'zh-CN': '火山方舟（豆包）' },
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    hosts: ['ark.cn-beijing.volces.com'],
    documentationUrl: 'https://www.volcengine.com/docs/82379',
    keyUrl: 'https://console.volcengine.com/ark/region:ark+cn-beijing/apiKey',
    modelList: 'catalogue',
  },
  {
    id: 'azure-openai',
    name: { en: 'Azure OpenAI', 'zh-CN': 'Azure OpenAI' },
    baseUrl: 'https://{resource}.openai.azure.com/openai/v1',
    hosts: ['*.openai.azure.com', '*.services.ai.azure.com', '*.cognitiveservices.azure.com'],
    documentationUrl: 'https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle',
    keyUrl: 'https://portal.azure.com/#view/Microsoft_Azure_ProjectOxford/CognitiveServicesHub/~/OpenAI',
    modelList: 'catalogue',
  },
];

/** The service at an address, by its host; null for every other. */
export function presetFor(baseUrl: string): CloudPreset | null {
  const host = /^https?:\/\/([^/?#:]+)/i.exec(baseUrl.trim())?.[1]?.toLowerCase();
  if (host === undefined) return null;
  return cloudPresets.find(({ hosts }) => hosts.some((pattern) => isHost(host, pattern))) ?? null;
}

/** True where the preset's address needs the name of a customer's resource. */
export function needsResource({ baseUrl }: CloudPreset): boolean {
  return baseUrl.includes('{resource}');
}

/** The address of a preset. `resource` is the name in Azure's portal; without one the placeholder stays. */
export function presetAddress({ baseUrl }: CloudPreset, resource = ''): string {
  return resource === '' ? baseUrl : baseUrl.replace('{resource}', resource.trim().toLowerCase());
}

function isHost(host: string, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  return host.endsWith(pattern.slice(1)) && !host.slice(0, -pattern.length + 1).includes('.');
}
