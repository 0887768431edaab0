/** Where DB-GPT's pages and API are unless it is told otherwise; before 0.5.4 it was 5000. */
export const dbgptPort = 5670;
