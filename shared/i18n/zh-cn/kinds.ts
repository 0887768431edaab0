import type { kinds as english } from '../en/kinds.ts';

export const kinds: Record<keyof typeof english, string> = {
  'kind.ollama': 'Ollama',
  'kind.lm-studio': 'LM Studio',
  'kind.llama-cpp': 'llama.cpp',
  'kind.vllm': 'vLLM',
  'kind.sglang': 'SGLang',
  'kind.tgi': 'TGI',
  'kind.localai': 'LocalAI',
  'kind.xinference': 'Xinference',
  'kind.text-generation-webui': 'text-generation-webui',
  'kind.koboldcpp': 'KoboldCpp',
  'kind.jan': 'Jan',
  'kind.gpt4all': 'GPT4All',
  'kind.fastchat': 'FastChat',
  'kind.mlx-lm': 'MLX-LM',
  'kind.docker-model-runner': 'Docker Model Runner',
  'kind.lemonade': 'Lemonade',
  'kind.lmdeploy': 'LMDeploy',
  'kind.transformers-serve': 'transformers-serve',
  'kind.other-proxy': '其他代理',
  'kind.openai-compatible': 'OpenAI 兼容',
  'kind.demo': '演示（非真实模型）',

  'context.raise.ollama':
    'Ollama 会自行决定加载模型时的上下文长度。设置 OLLAMA_CONTEXT_LENGTH=16384 并重启 Ollama，或在其设置中调大上下文。',
  'context.raise.lm-studio': '在 LM Studio 中用更大的上下文长度重新加载该模型（模型旁的齿轮）。',
  'context.raise.llama-cpp':
    '启动 llama-server 时调大上下文：-c 16384。使用多个槽位（-np）时，每个槽位平分该长度。',
  'context.raise.vllm': '启动 vLLM 时调大 --max-model-len。',
  'context.raise.other': '请在该服务自己的设置中调大上下文长度。',
};
