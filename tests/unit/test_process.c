/* SPDX-License-Identifier: Apache-2.0 */
#include "base/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/command_path.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "unit.h"

/* Runs @script by the shell, which is the program here, not a helper of ours. */
static int run_script(const char *script, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;

	hz_strv_add(&argv, "/bin/sh");
	hz_strv_add(&argv, "-c");
	hz_strv_add(&argv, script);
	return hz_process_run(&(struct hz_process){ .argv = argv.item }, out, err);
}

static void check_output(const char *script, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(run_script(script, &out, &err), &err);
	ck_assert_str_eq(hz_buf_str(&out), want);
}

static void check_failure(const char *script, const char *reason, const char *message)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_int_lt(run_script(script, &out, &err), 0);
	ck_assert_str_eq(err.message, message);
	ck_assert_str_eq(err.reason, reason);
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
}

/* Writes an executable file @name into @folder. */
static void write_program(const char *folder, const char *name, const char *text)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(folder, name);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_file_write(path, text, strlen(text), &err), &err);
	ck_assert_int_eq(chmod(path, 0755), 0);
}

START_TEST(gives_what_the_program_printed)
{
	check_output("printf 'a\\nb\\n'", "a\nb\n");
	check_output(":", "");
}
END_TEST

START_TEST(appends_to_what_is_in_the_buffer)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_buf_adds(&out, "before ");
	hz_ck_ok(run_script("echo after", &out, &err), &err);
	ck_assert_str_eq(hz_buf_str(&out), "before after\n");
}
END_TEST

START_TEST(takes_more_than_a_pipe_holds)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(run_script("head -c 300000 /dev/zero", &out, &err), &err);
	ck_assert_uint_eq(out.len, 300000);
}
END_TEST

START_TEST(a_program_that_prints_without_end_is_stopped)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_buf_init(&out, 10000);
	hz_ck_fails(run_script("while :; do echo yes; done", &out, &err), &err,
		    "executable /bin/sh printed more than 10000 bytes");
	ck_assert_str_eq(err.reason, "OutputTooLarge");
}
END_TEST

START_TEST(an_exit_code_is_in_the_error)
{
	check_failure("exit 3", "CommandFailed", "executable /bin/sh failed with exit code 3");
}
END_TEST

START_TEST(a_signal_is_in_the_error)
{
	check_failure("kill -9 $$", "CommandFailed",
		      "executable /bin/sh was ended by signal 9 (Killed)");
}
END_TEST

START_TEST(reads_nothing_unless_it_shares_our_input)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *argv[] = { (char[]){ "cat" }, NULL };
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(write(fds[1], "typed", 5), 5);
	ck_assert_int_eq(close(fds[1]), 0);
	ck_assert_int_eq(dup2(fds[0], STDIN_FILENO), STDIN_FILENO);

	hz_ck_ok(hz_process_run(&(struct hz_process){ .argv = argv }, &out, &err), &err);
	ck_assert_str_eq(hz_buf_str(&out), "");
	hz_ck_ok(hz_process_run(&(struct hz_process){ .argv = argv, .share_stdin = true }, &out,
				&err),
		 &err);
	ck_assert_str_eq(hz_buf_str(&out), "typed");
	ck_assert_int_eq(close(fds[0]), 0);
}
END_TEST

START_TEST(arguments_are_not_read_by_a_shell)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;

	hz_strv_add(&argv, "printf");
	hz_strv_add(&argv, "[%s]");
	hz_strv_add(&argv, "$HOME `id`; *");
	hz_strv_add(&argv, "");
	hz_ck_ok(hz_process_run(&(struct hz_process){ .argv = argv.item }, &out, &err), &err);
	ck_assert_str_eq(hz_buf_str(&out), "[$HOME `id`; *][]");
}
END_TEST

START_TEST(a_missing_program_is_named)
{
	static const char *const missing[] = { "hz-no-such-program", "/nowhere/program" };

	for (size_t i = 0; i < HZ_COUNT(missing); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;
		HZ_AUTO(hz_freep) char *want = hz_strf("executable %s not found", missing[i]);

		hz_strv_add(&argv, missing[i]);
		hz_ck_fails(hz_process_run(&(struct hz_process){ .argv = argv.item }, &out, &err),
			    &err, want);
		ck_assert_str_eq(err.reason, "CommandNotFound");
	}
}
END_TEST

START_TEST(a_file_that_is_no_program_is_named_with_the_reason)
{
	const char *folder = hz_test_folder();
	HZ_AUTO(hz_freep) char *path = hz_path_join(folder, "data");
	HZ_AUTO(hz_freep)
	char *want = hz_strf("executable %s cannot be run: Permission denied", path);
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *argv[] = { path, NULL };

	hz_ck_ok(hz_file_write(path, "x", 1, &err), &err);
	hz_ck_fails(hz_process_run(&(struct hz_process){ .argv = argv }, &out, &err), &err, want);
}
END_TEST

START_TEST(a_bare_name_is_looked_up_in_path)
{
	const char *folder = hz_test_folder();
	HZ_AUTO(hz_freep) char *old = hz_strdup(getenv("PATH"));
	HZ_AUTO(hz_freep) char *with = hz_strf("/nowhere:%s:%s", folder, old);
	HZ_AUTO(hz_freep) char *want = hz_path_join(folder, "hz-tool");
	HZ_AUTO(hz_freep) char *missing = hz_command_find("hz-tool");
	HZ_AUTO(hz_freep) char *found = NULL;

	write_program(folder, "hz-tool", "#!/bin/sh\n");
	ck_assert_ptr_null(missing);
	ck_assert_int_eq(setenv("PATH", with, 1), 0);
	found = hz_command_find("hz-tool");
	ck_assert_int_eq(setenv("PATH", old, 1), 0);
	ck_assert_str_eq(found, want);
}
END_TEST

START_TEST(the_working_directory_is_never_searched)
{
	const char *folder = hz_test_folder();
	static const char *const paths[] = { ".", "", ":/nowhere", "/nowhere:", "./" };
	HZ_AUTO(hz_freep) char *old = hz_strdup(getenv("PATH"));

	write_program(folder, "hz-tool", "#!/bin/sh\n");
	ck_assert_int_eq(chdir(folder), 0);
	for (size_t i = 0; i < HZ_COUNT(paths); i++) {
		HZ_AUTO(hz_freep) char *found = NULL;

		ck_assert_int_eq(setenv("PATH", paths[i], 1), 0);
		found = hz_command_find("hz-tool");
		ck_assert_msg(!found, "found by PATH=%s", paths[i]);
	}
	ck_assert_int_eq(setenv("PATH", old, 1), 0);
	ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(our_own_credentials_are_not_in_its_environment)
{
	static const char *const names[] = { "HCLOUD_TOKEN", "HETZNER_ROBOT_USER",
					     "HETZNER_ROBOT_PASSWORD", "HROBOT_USER",
					     "HROBOT_ANYTHING" };

	for (size_t i = 0; i < HZ_COUNT(names); i++)
		ck_assert_int_eq(setenv(names[i], "hunter2", 1), 0);
	ck_assert_int_eq(setenv("HCLOUD_TOKEN_HINT", "kept", 1), 0);
	check_output("env | grep -c hunter2; echo $HCLOUD_TOKEN_HINT", "0\nkept\n");
}
END_TEST

START_TEST(a_variable_that_is_set_replaces_the_old_one)
{
	HZ_AUTO(hz_strv_done) struct hz_strv env = HZ_STRV_INIT;

	hz_strv_add(&env, "A=1");
	hz_strv_add(&env, "AB=2");
	hz_process_env_set(&env, "A", "3");
	hz_process_env_set(&env, "C", "");
	ck_assert_uint_eq(env.count, 3);
	ck_assert(hz_strv_has(&env, "A=3"));
	ck_assert(hz_strv_has(&env, "AB=2"));
	ck_assert(hz_strv_has(&env, "C="));
}
END_TEST

START_TEST(an_environment_that_is_given_is_all_it_gets)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *argv[] = { (char[]){ "env" }, NULL };
	char *env[] = { (char[]){ "ONLY=this" }, NULL };

	hz_ck_ok(hz_process_run(&(struct hz_process){ .argv = argv, .env = env }, &out, &err),
		 &err);
	ck_assert_str_eq(hz_buf_str(&out), "ONLY=this\n");
}
END_TEST

/* The process id that @out starts with. */
static pid_t printed_pid(const struct hz_buf *out)
{
	return (pid_t)strtol(hz_buf_str(out), NULL, 10);
}

START_TEST(a_signal_to_us_ends_the_program)
{
	static const char *const scripts[] = {
		"echo $$; kill -TERM $PPID; exec sleep 60",           /* while it prints */
		"echo $$; kill -TERM $PPID; exec sleep 60 >/dev/null" /* when it has printed */
		,
		"trap '' TERM; echo $$; kill -TERM $PPID; while :; do sleep 1; done >/dev/null",
	};
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_interrupt_catch();
	hz_ck_fails(run_script(scripts[_i], &out, &err), &err, "interrupted by SIGTERM");
	ck_assert_int_eq(err.kind, HZ_ERR_TERMINATED);
	if (printed_pid(&out) > 0)
		ck_assert_int_lt(kill(printed_pid(&out), 0), 0);
}
END_TEST

#ifdef __linux__
START_TEST(the_program_ends_when_we_are_killed_even_if_it_would_not)
{
	int fds[2];
	char buffer[1];
	pid_t us;

	/* the program holds fds[1] open for as long as it lives */
	ck_assert_int_eq(pipe(fds), 0);
	us = fork();
	if (us == 0) {
		struct hz_buf out = HZ_BUF_INIT;
		struct hz_err err = HZ_ERR_INIT;

		(void)run_script("trap '' TERM; kill -KILL $PPID; while :; do sleep 1; done", &out,
				 &err);
		_exit(0);
	}
	ck_assert_int_eq(close(fds[1]), 0);
	ck_assert_int_eq(waitpid(us, NULL, 0), us);
	ck_assert_int_eq((int)read(fds[0], buffer, 1), 0);
	ck_assert_int_eq(close(fds[0]), 0);
}
END_TEST
#endif

Suite *hz_suite(void)
{
	Suite *suite = suite_create("process");
	TCase *tcase = tcase_create("process");

	tcase_set_timeout(tcase, 15);
	tcase_add_test(tcase, gives_what_the_program_printed);
	tcase_add_test(tcase, appends_to_what_is_in_the_buffer);
	tcase_add_test(tcase, takes_more_than_a_pipe_holds);
	tcase_add_test(tcase, a_program_that_prints_without_end_is_stopped);
	tcase_add_test(tcase, an_exit_code_is_in_the_error);
	tcase_add_test(tcase, a_signal_is_in_the_error);
	tcase_add_test(tcase, reads_nothing_unless_it_shares_our_input);
	tcase_add_test(tcase, arguments_are_not_read_by_a_shell);
	tcase_add_test(tcase, a_missing_program_is_named);
	tcase_add_test(tcase, a_file_that_is_no_program_is_named_with_the_reason);
	tcase_add_test(tcase, a_bare_name_is_looked_up_in_path);
	tcase_add_test(tcase, the_working_directory_is_never_searched);
	tcase_add_test(tcase, our_own_credentials_are_not_in_its_environment);
	tcase_add_test(tcase, a_variable_that_is_set_replaces_the_old_one);
	tcase_add_test(tcase, an_environment_that_is_given_is_all_it_gets);
#ifdef __linux__
	tcase_add_test(tcase, the_program_ends_when_we_are_killed_even_if_it_would_not);
#endif
	tcase_add_loop_test(tcase, a_signal_to_us_ends_the_program, 0, 3);
	suite_add_tcase(suite, tcase);
	return suite;
}
