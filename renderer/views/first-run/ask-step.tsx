import type { ReactNode } from 'react';
import { Section } from '../../components/section.tsx';
import { AskPanel } from '../ask/ask-panel.tsx';

export function AskStep(): ReactNode {
  return (
    <Section>
      <AskPanel />
    </Section>
  );
}
