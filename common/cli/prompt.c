/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions to a person, on /dev/tty.
 */
#include "cli/prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/secret.h"
#include "base/str.h"
#include "cli/echo_off.h"
#include "cli/progress.h"

#define LONGEST_ANSWER 4096

/*
 * The terminal of our session. In the background we would be stopped for touching it,
 * and wait for ever where nobody looks.
 */
static int open_terminal(struct hz_cli *cli, const char *option, const char *question, int *ret,
			 struct hz_err *err)
{
	HZ_AUTO(hz_closep) int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	bool background = tty >= 0 && tcgetpgrp(tty) != getpgrp();

	if (tty < 0 || background) {
		hz_err_set(err, HZ_ERR_APPROVAL, "NoTerminal", "cannot ask, %s: %s",
			   background ? "because this runs in the background"
				      : "because there is no terminal",
			   question);
		return hz_err_advise(err, "Add %s to answer without being asked.", option);
	}
	if (cli->live)
		hz_progress_hide(cli->live);
	*ret = tty;
	tty = -1;
	return 0;
}

static void print(int tty, const char *text)
{
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(text);

	if (write(tty, visible, strlen(visible)) < 0) {
		/* the read that follows says what is wrong */
	}
}

/* Reads what is there of a line: 1, 0 when it is complete, or < 0. */
static int read_some(int tty, struct hz_buf *line, struct hz_err *err)
{
	char chunk[256];
	ssize_t got = read(tty, chunk, sizeof(chunk));
	char *end;
	int r = 0;

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return 1;
	if (got < 0)
		return hz_err_errno(err, errno, "cannot read the answer");
	end = memchr(chunk, '\n', (size_t)got);
	if (hz_buf_append(line, chunk, end ? (size_t)(end - chunk) : (size_t)got) < 0)
		r = hz_err_set(err, HZ_ERR_USAGE, "AnswerTooLong", "the answer is too long");
	explicit_bzero(chunk, sizeof(chunk));
	return r < 0 ? r : got > 0 && !end;
}

/* Reads a line without its end; the end of the input ends it too. */
static int read_line(int tty, struct hz_buf *line, struct hz_err *err)
{
	struct pollfd ready[] = {
		{ .fd = tty, .events = POLLIN },
		{ .fd = hz_interrupt_fd(), .events = POLLIN },
	};
	int more = 1;

	while (more > 0) {
		int count = poll(ready, HZ_COUNT(ready), -1);

		if (hz_interrupted())
			return hz_interrupt_err(err);
		if (count > 0 && ready[0].revents)
			more = read_some(tty, line, err);
	}
	return more;
}

/* @hint stands between the question and the place of the answer, which comes trimmed. */
static int ask(struct hz_cli *cli, const char *option, const char *question, const char *hint,
	       char **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf line = { .cap = LONGEST_ANSWER };
	HZ_AUTO(hz_closep) int tty = -1;

	if (open_terminal(cli, option, question, &tty, err) < 0)
		return -1;
	print(tty, question);
	print(tty, hint);
	if (read_line(tty, &line, err) < 0)
		return -1;
	*ret = hz_str_trim(hz_buf_take(&line));
	return 0;
}

static int declined(struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_APPROVAL, "Declined", "nothing was done: not confirmed");
}

int hz_prompt_yes(struct hz_cli *cli, const char *option, const char *question, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *answer = NULL;

	if (cli->yes)
		return 0;
	if (ask(cli, option, question, " (y/N): ", &answer, err) < 0)
		return -1;
	if (strcasecmp(answer, "y") != 0 && strcasecmp(answer, "yes") != 0)
		return declined(err);
	return 0;
}

int hz_prompt_word(struct hz_cli *cli, const char *option, const char *question, const char *word,
		   struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *hint = hz_strf("\nType %s to go on: ", word);
	HZ_AUTO(hz_freep) char *answer = NULL;

	if (cli->yes)
		return 0;
	if (ask(cli, option, question, hint, &answer, err) < 0)
		return -1;
	return strcmp(answer, word) == 0 ? 0 : declined(err);
}

static int read_hidden(int tty, const char *question, struct hz_buf *line, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *prompt = NULL;
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(question);
	int r;

	prompt = hz_strf("%s (not shown): ", visible);
	if (hz_echo_off(tty, prompt, err) < 0)
		return -1;
	r = read_line(tty, line, err);
	hz_echo_on();
	print(tty, "\n");
	return r;
}

int hz_prompt_secret(struct hz_cli *cli, const char *option, const char *question, char **ret,
		     struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf line = { .cap = LONGEST_ANSWER };
	HZ_AUTO(hz_closep) int tty = -1;

	if (open_terminal(cli, option, question, &tty, err) < 0)
		return -1;
	if (read_hidden(tty, question, &line, err) < 0)
		return -1;
	*ret = hz_str_trim(hz_buf_take(&line));
	hz_secret_register(*ret);
	return 0;
}
