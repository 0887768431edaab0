/** Kinds of servers, the words that raise a context on each, and how we know what a server is. */
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
  'context.raise.sglang': 'Start SGLang with a larger --context-length.',
  'context.raise.tgi': 'Start TGI with larger --max-total-tokens and --max-input-tokens.',
  'context.raise.localai':
    'Raise context_size in the model’s YAML file of LocalAI, or start it with --context-size 16384.',
  'context.raise.xinference':
    'Launch the model in Xinference again with a larger context: n_ctx for llama.cpp, max_model_len for vLLM.',
  'context.raise.text-generation-webui':
    'In text-generation-webui, raise ctx-size on the Model page and load the model again, or start it with --ctx-size 16384.',
  'context.raise.koboldcpp':
    'Start KoboldCpp with --contextsize 16384, or raise “Context Size” in its launcher.',
  'context.raise.jan': 'In Jan, raise the context size in the model’s settings and start the model again.',
  'context.raise.gpt4all': 'In GPT4All, raise “Context Length” in the model’s settings.',
  'context.raise.mlx-lm':
    'mlx_lm.server uses the whole context of its model. Serve a model with a longer one.',
  'context.raise.docker-model-runner': 'Run: docker model configure --context-size 16384 <model>',
  'context.raise.lemonade':
    'Start Lemonade with --ctx-size 16384, or load the model again with a larger ctx_size.',
  'context.raise.lmdeploy': 'Start LMDeploy with a larger --session-len.',
  'context.raise.engine': 'The server uses the whole context of its model. Serve a model with a longer one.',
  'context.raise.other-proxy':
    'Another proxy passes the requests on: raise the context length at the server behind it.',
  'context.raise.other': 'Raise the context length in the server’s own settings.',

  'evidence.owner': 'Its model list says owned_by: {owner}.',
  'evidence.header': 'Its answers carry the header {header}.',
  'evidence.confirmed': 'GET {path} answers as {name} does.',
  'evidence.rows': 'The rows of its model list are written as {name} writes them.',
  'evidence.list': 'It answers with a model list of {count}.',
  'evidence.refused': 'It asks for a key (HTTP {status}).',
  'evidence.loading': 'It says that it is loading a model.',
  'evidence.process': 'The process is called {name}.',
  'evidence.port': '{port} is a default port of {name}.',
} as const;
