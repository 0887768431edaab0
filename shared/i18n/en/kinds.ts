/** Kinds of servers, and the words that raise a context on each. */
export const kinds = {
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
  'kind.other-proxy': 'another proxy',
  'kind.openai-compatible': 'OpenAI-compatible',
  'kind.demo': 'Demo (not a model)',

  'context.raise.ollama':
    'Ollama loads models with a context of its own choice. Set OLLAMA_CONTEXT_LENGTH=16384 and restart Ollama, or raise the context in its settings.',
  'context.raise.lm-studio':
    'In LM Studio, load the model again with a larger context length (the gear beside the model).',
  'context.raise.llama-cpp':
    'Start llama-server with a larger context: -c 16384. With several slots (-np) each gets its share of it.',
  'context.raise.vllm': 'Start vLLM with a larger --max-model-len.',
  'context.raise.other': 'Raise the context length in the server’s own settings.',
} as const;
