import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';

export interface MoreItem {
  label: string;
  icon: ReactNode;
  /** It takes something away. */
  isDanger?: boolean;
  onClick: () => void;
}

interface MoreMenuProps {
  label: string;
  isDisabled?: boolean;
  items: readonly MoreItem[];
}

/** What can be done besides, behind three dots; most of it asks in a dialog. */
export function MoreMenu({ label, isDisabled = false, items }: MoreMenuProps): ReactNode {
  const dots = useRef<HTMLButtonElement>(null);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon ref={dots} aria-label={label} disabled={isDisabled}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item
            key={item.label}
            leftSection={item.icon}
            {...(item.isDanger === true ? { color: 'red' } : {})}
            onClick={() => {
              // A dialog gives the focus back to what had it as it opened, and this item goes away with the menu.
              dots.current?.focus();
              item.onClick();
            }}
          >
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
