/** The look of the window in one place. Everything else takes its colours, radii and spaces from here. */
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { createTheme, defaultVariantColorsResolver } from '@mantine/core';

const iris: MantineColorsTuple = [
  '#f1f1fe',
  '#e2e2fb',
  '#c5c4f5',
  '#a5a3ef',
  '#8b88ea',
  '#6b66dd',
  '#5b57d9',
  '#4a46c2',
  '#3d3aa3',
  '#312f85',
];

/** Warm greys; Mantine reads surfaces and text of dark mode from this scale. */
const dark: MantineColorsTuple = [
  '#ececee',
  '#c3c3c9',
  '#9d9da6',
  '#76767f',
  '#45454d',
  '#34343b',
  '#27272c',
  '#1d1d21',
  '#141416',
  '#0e0e10',
];

/** Deep enough for white text on it, and for itself as text on paper. */
const red: MantineColorsTuple = [
  '#fdecec',
  '#fad4d5',
  '#f3a9ab',
  '#ff9396',
  '#ff6369',
  '#d13438',
  '#c62a2f',
  '#a82025',
  '#8a1b1f',
  '#6d1619',
];

const systemFonts =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const monospace =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 5 },
  colors: { iris, dark, red },
  fontFamily: systemFonts,
  fontFamilyMonospace: monospace,
  headings: {
    fontFamily: systemFonts,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Filled buttons are ink on paper and paper on ink; the accent is kept for what is chosen or focused.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    if (input.variant !== 'filled' || input.color !== 'ink') return colors;
    return {
      ...colors,
      background: 'var(--mt-ink)',
      hover: 'var(--mt-ink-hover)',
      color: 'var(--mt-on-ink)',
      border: '1px solid transparent',
    };
  },
  components: {
    Button: {
      defaultProps: { size: 'sm', color: 'ink' },
      styles: { root: { fontWeight: 520 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 0.4 },
      },
      styles: {
        content: { background: 'var(--mt-surface)', border: '1px solid var(--mt-line)' },
        header: { background: 'var(--mt-surface)' },
        title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 600, lineHeight: 1.35 },
      },
    },
    SegmentedControl: {
      styles: {
        root: { background: 'var(--mt-sunken)', border: '1px solid var(--mt-line)' },
        label: { paddingInline: '0.7rem', fontWeight: 520 },
      },
    },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Select: { defaultProps: { maxDropdownHeight: 300, checkIconPosition: 'right' } },
    SpotlightRoot: { defaultProps: { overlayProps: { backgroundOpacity: 0.4, blur: 0 } } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
  },
});

/** The tokens of our own style sheets. */
export const tokens = {
  variables: { '--mt-column': '44rem', '--mt-column-wide': '72rem' },
  light: {
    '--mantine-color-body': '#f7f7f4',
    '--mantine-color-dimmed': '#66666b',
    '--mantine-color-error': '#c62a2f',
    '--mantine-color-placeholder': '#72727a',
    '--mantine-color-default-border': '#d3d3cd',
    '--mantine-color-default-hover': '#f1f1ed',
    '--mantine-color-disabled': '#eeeeea',
    '--mantine-color-disabled-color': '#8e8e93',
    '--mantine-color-disabled-border': '#e3e3de',
    '--mt-surface': '#ffffff',
    '--mt-sunken': '#f1f1ed',
    '--mt-line': '#e3e3de',
    '--mt-hover': '#ecece7',
    '--mt-ink': '#1d1d21',
    '--mt-ink-hover': '#38383f',
    '--mt-on-ink': '#ffffff',
    '--mt-accent': '#5b57d9',
    '--mt-accent-soft': '#ecebfc',
    '--mt-good': '#18794e',
    '--mt-warn': '#ad5700',
    '--mt-bad': '#c62a2f',
    '--mt-good-soft': '#e6f4ec',
    '--mt-warn-soft': '#fdf3e1',
    '--mt-bad-soft': '#fdecec',
    '--mt-idle': '#8e8e93',
  },
  dark: {
    '--mantine-color-body': '#141416',
    '--mantine-color-dimmed': '#a0a0a8',
    '--mantine-color-error': '#ff6369',
    '--mantine-color-placeholder': '#96969e',
    '--mt-surface': '#1c1c20',
    '--mt-sunken': '#17171a',
    '--mt-line': '#2c2c32',
    '--mt-hover': '#26262b',
    '--mt-ink': '#ececee',
    '--mt-ink-hover': '#cfcfd4',
    '--mt-on-ink': '#17171a',
    '--mt-accent': '#9a97f0',
    '--mt-accent-soft': '#29284a',
    '--mt-good': '#4cc38a',
    '--mt-warn': '#f1a10d',
    '--mt-bad': '#ff6369',
    '--mt-good-soft': '#12291e',
    '--mt-warn-soft': '#2e2210',
    '--mt-bad-soft': '#371a1d',
    '--mt-idle': '#7e7e86',
  },
};

export const resolveVariables: CSSVariablesResolver = () => tokens;
