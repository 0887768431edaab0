/** How we know what a server is, in words. */
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { Answer, Ask } from './ask.ts';
import { calledAs } from './software.ts';
import type { ProcessInfo, Software } from './software.ts';
import { classify, isProvenByList } from './suspects.ts';

/** A software, and the answer that shows it. */
export interface Proof {
  software: Software;
  evidence: Message;
}

/** Of a software whose own path, or whose list, was answered as it alone does. */
export function proven(software: Software): Proof {
  const { name, mark } = software;
  const evidence = isProvenByList(mark)
    ? message('evidence.rows', { name })
    : message('evidence.confirmed', { path: mark.confirm?.path ?? '', name });
  return { software, evidence };
}

/** What the list's own answer says of its state. */
export function stateOf(list: Answer, { isLoading }: Software): Message[] {
  if (classify(list) === 'refused') return [message('evidence.refused', { status: list.status })];
  return isLoading(list) ? [message('evidence.loading')] : [];
}

/** What spoke for it before it was asked. */
export function hintsFor(
  { name, ports, processes }: Software,
  ask: Ask,
  process: ProcessInfo | null,
): Message[] {
  const called = process === null ? null : calledAs(processes, process);
  const { port } = ask.address;
  return [
    ...(called === null ? [] : [message('evidence.process', { name: called })]),
    ...(ports.includes(port) ? [message('evidence.port', { port, name })] : []),
  ];
}
