/** Routes: rules as sentences, decisions, why a candidate was passed over. */
export const routing = {
  'rule.use': 'when {when} use group {pool}',
  'rule.tryFirst': 'when {when} try group {pool} first',
  'rule.and': '{left} and {right}',
  'rule.when.always': 'a request comes',
  'rule.when.prompt-longer': 'the prompt is longer than {tokens} tokens',
  'rule.when.has-images': 'there are images',
  'rule.when.has-tools': 'there are tools',
  'rule.when.json-mode': 'JSON is asked for',
  'rule.when.requested-model': 'the requested model is “{pattern}”',
  'rule.when.client': 'the program is “{pattern}”',
  'rule.when.key-label': 'the key is “{label}”',
  'rule.when.queue-longer': 'the first group would make it wait longer than {time}',
  'rule.when.first-token-slower': 'the first group takes longer than {time} to begin its answer',
  'rule.when.share': 'the conversation falls into a share of {percent} %',
  'rule.when.on-battery': 'the computer runs on battery',
  'rule.when.time-of-day': 'it is between {from} and {to}',
  'rule.milliseconds': '{count} ms',
  'rule.seconds': '{count} s',
  'rule.minutes': '{count} min',

  'strategy.least-in-flight': 'least-in-flight',
  'strategy.round-robin': 'round-robin',
  'strategy.weighted': 'weighted',
  'strategy.fastest': 'fastest',
  'strategy.prefix-affinity': 'prefix-affinity',

  'decision.chosen': '{strategy}: {server} ({load})',
  'decision.load': '{inFlight} of {max}',
  'decision.load.open': '{inFlight} in flight',
  'decision.and': '{left}; {right}',
  'decision.rule': 'rule {number}, group {pool}',
  'decision.leftOut': '{server} left out: {reason}',
  'decision.leftOutMore': '{count} more left out',
  'decision.failed': '{server} failed: {reason}',
  'decision.answeredBy': 'then {server}',
  'decision.warning.context': 'prompt of {tokens} tokens, context of {context}',
  'decision.warning.context.estimated': 'prompt of about {tokens} tokens, context of {context}',

  'passed-over.no-server': 'no such server',
  'passed-over.locked': 'not allowed ({lock})',
  'passed-over.needs-key': 'only with ModelTray’s key',
  'passed-over.unauthorized': 'needs a key',
  'passed-over.paused': 'paused: {failures} failures, next try in {seconds} s',
  'passed-over.paused.probing': 'paused: {failures} failures, being tried again',
  'passed-over.rate-limited': 'rate-limited for {seconds} s',
  'passed-over.other-pool': 'another group by rule',
  'passed-over.no-vision': 'cannot see images',
  'passed-over.no-tools': 'cannot use tools',
  'passed-over.context-too-small': 'context of {context} tokens is too small',
  'passed-over.queue-full': 'queue is full',
  'passed-over.unreachable': 'not reachable',
  'passed-over.loading': 'loading',
  'passed-over.busy': 'busy ({inFlight} of {max})',

  'failed.unreachable': 'not reachable',
  'failed.reset': 'connection broke',
  'failed.unauthorized': 'key refused',
  'failed.loading': 'loading',
  'failed.rate-limited': 'rate-limited',
  'failed.bad-answer': 'error {status}',
  'failed.html': 'a web page',
  'failed.cut': 'answer broke off',
  'failed.timeout': 'no answer in time',
  'failed.not-http': 'no HTTP',
  'failed.context-overflow': 'prompt too long',
  'failed.empty': 'empty answer',

  'notice.contextTooSmall':
    'A prompt of about {tokens} tokens went to {model} at {upstream}, whose context holds {context}: the server may cut it without a word. Load the model with a larger context, or shorten the prompt.',

  'error.queue_full.resting':
    'Every server for this model is rate-limited: {servers}. Try again in {seconds} s.',
  'error.upstream_bad_answer.context':
    '{upstream} has no room for this prompt: {prompt} tokens, and its context holds {context}. Shorten the prompt, or load the model with a larger context.',
  'error.upstream_bad_answer.context.unknown':
    '{upstream} has no room for this prompt. Shorten it, or load the model with a larger context.',
  'error.upstream_bad_answer.empty': '{upstream} answered with nothing. Its own log may say why.',

  'error.route_not_found': 'There is no alias called {alias}.',
  'error.bad_input.activeStays':
    'The alias active cannot be removed, because programs ask for it. Choose another model for it instead.',
  'error.bad_input.demo':
    'The demo cannot be chosen for an alias or kept: it gives way to the first real model.',

  'settings.reason.aliasIsServer': '“{field}” is {value}, which is the name of a server',
  'settings.reason.noPool': '“{field}” names the group {value}, which its route does not have',
  'settings.reason.noServer': '“{field}” names the server {value}, which is not in the list',
  'settings.reason.mixedEmbedding':
    '“{field}” is {value}, another model than the first one; two embedding models would make a knowledge base unreadable',

  'option.usage.on': 'Token usage is asked of every server, for every client.',
  'option.usage.off': 'Token usage stays as the server sends it.',
  'option.think.strip': 'Thoughts are taken out of answers.',
  'option.think.keep': 'Thoughts stay in the answer, as the model wrote them.',
  'option.temperature': 'Requests that name no temperature get {temperature}.',
} as const;
