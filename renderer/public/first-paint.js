// The theme of the last visit, before anything is drawn: the program that knows the setting has not loaded yet.
try {
  const theme = localStorage.getItem('mantine-color-scheme-value');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.mantineColorScheme = theme;
} catch {
  // A browser that keeps nothing for this page shows the system's theme.
}
